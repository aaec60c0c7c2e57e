// From the start of a process to the first gradient: the least program that has one. With an argument it ends before that, which is what
// the runtime alone costs.
using Autograd;

if (args.Length == 0)
{
    Tensor<float> x = Tensor<float>.Variable(2);
    return (x * x).Backward()[x].Item == 4 ? 0 : 1;
}

return 0;
