"""Writes torch.txt beside itself: what PyTorch computes, for the tests. Needs PyTorch; made with 1.13.

One tensor a line: its name, its shape, its numbers as the shortest decimals that read back as the same double.
"""
from pathlib import Path

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(3)
lines = []


def put(name, tensor):
    shape = "x".join(map(str, tensor.shape)) or "scalar"
    lines.append(" ".join([name, shape, *(repr(float(v)) for v in tensor.detach().flatten())]))
    return tensor


def loss(name, f, *inputs):
    """The loss by each reduction, and the gradient of the first input for the mean and for a weighted sum of what is not reduced."""
    for reduction in ("mean", "sum", "none"):
        first = inputs[0].detach().clone().requires_grad_()
        value = put(f"{name}.{reduction}", f(first, *inputs[1:], reduction=reduction))
        weights = torch.arange(1.0, value.numel() + 1).reshape(value.shape)
        (value * weights).sum().backward()
        put(f"{name}.{reduction}.gradient", first.grad)


def losses():
    x, t = put("x", torch.randn(4, 3)), put("t", torch.randn(4, 3))
    loss("MeanSquaredError", F.mse_loss, x, t)
    loss("MeanAbsoluteError", F.l1_loss, x, t)
    loss("Huber", lambda a, b, reduction: F.huber_loss(a, b, delta=0.7, reduction=reduction), x, t)
    loss("SmoothL1", lambda a, b, reduction: F.smooth_l1_loss(a, b, beta=0.6, reduction=reduction), x, t)
    p, q = put("p", torch.rand(4, 3)), put("q", torch.rand(4, 3))
    loss("BinaryCrossEntropy", F.binary_cross_entropy, p, q)
    loss("BinaryCrossEntropyWithLogits", F.binary_cross_entropy_with_logits, x * 3, q)
    logs, targets = put("logs", F.log_softmax(x, 1)), put("targets", F.softmax(t, 1))
    loss("KullbackLeibler", F.kl_div, logs, targets)
    loss("KullbackLeibler.log", lambda a, b, reduction: F.kl_div(a, b, log_target=True, reduction=reduction), logs, targets.log())

    classes, weights = torch.tensor([2, 0, 1, 2]), torch.tensor([0.2, 0.3, 1.5])
    some = torch.tensor([2, -100, 1, -100])
    for name, labels in (("all", classes), ("some", some)):
        for weighted, w in (("", None), (".weighted", weights)):
            loss(f"NegativeLogLikelihood.{name}{weighted}", lambda a, reduction: F.nll_loss(a, labels, w, reduction=reduction), logs)
            for smoothing in (0.0, 0.1):
                smooth = ".smooth" if smoothing else ""
                loss(
                    f"CrossEntropy.{name}{weighted}{smooth}",
                    lambda a, reduction: F.cross_entropy(a, labels, w, label_smoothing=smoothing, reduction=reduction),
                    x,
                )
    for weighted, w in (("", None), (".weighted", weights)):
        for smoothing in (0.0, 0.1):
            smooth = ".smooth" if smoothing else ""
            loss(
                f"CrossEntropy.probabilities{weighted}{smooth}",
                lambda a, b, reduction: F.cross_entropy(a, b, w, label_smoothing=smoothing, reduction=reduction),
                x,
                targets,
            )
    image, labels = put("image", torch.randn(2, 3, 2, 2)), torch.tensor([[[0, 1], [2, 0]], [[1, 1], [0, 2]]])
    loss("CrossEntropy.image", lambda a, reduction: F.cross_entropy(a, labels, weights, reduction=reduction), image)
    put("CosineSimilarity", F.cosine_similarity(x, t, 1))


def optimizers():
    """Twelve steps on two parameters with given gradients, which are not those of any loss; the second one gets none in every third step."""
    first, second = put("first", torch.randn(3, 2)), put("second", torch.randn(4))
    gradients = [(put(f"gradient.{i}.first", torch.randn(3, 2)), put(f"gradient.{i}.second", torch.randn(4))) for i in range(12)]
    makers = {
        "Sgd": lambda p: torch.optim.SGD(p, 0.1),
        "Sgd.momentum": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9),
        "Sgd.dampening": lambda p: torch.optim.SGD(p, 0.1, momentum=0.8, dampening=0.3, weight_decay=0.05),
        "Sgd.nesterov": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
        "Adam": lambda p: torch.optim.Adam(p),
        "Adam.options": lambda p: torch.optim.Adam(p, 0.02, (0.8, 0.95), 1e-6, weight_decay=0.1),
        "Adam.amsGrad": lambda p: torch.optim.Adam(p, 0.02, amsgrad=True),
        "AdamW": lambda p: torch.optim.AdamW(p),
        "AdamW.options": lambda p: torch.optim.AdamW(p, 0.02, (0.8, 0.95), 1e-6, weight_decay=0.2, amsgrad=True),
        "RmsProp": lambda p: torch.optim.RMSprop(p),
        "RmsProp.options": lambda p: torch.optim.RMSprop(p, 0.02, 0.9, 1e-6, weight_decay=0.1, momentum=0.7, centered=True),
        "AdaGrad": lambda p: torch.optim.Adagrad(p),
        "AdaGrad.options": lambda p: torch.optim.Adagrad(p, 0.1, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.3, eps=1e-8),
    }
    for name, make in makers.items():
        parameters = [first.clone().requires_grad_(), second.clone().requires_grad_()]
        optimizer = make(parameters)
        for i, (one, two) in enumerate(gradients):
            parameters[0].grad, parameters[1].grad = one.clone(), None if i % 3 == 2 else two.clone()
            optimizer.step()
            if i in (0, 1, 2, 11):
                put(f"{name}.{i}.first", parameters[0])
                put(f"{name}.{i}.second", parameters[1])
    for name, max_norm in (("long", 1.0), ("short", 100.0)):
        parameters = [first.clone().requires_grad_(), second.clone().requires_grad_()]
        parameters[0].grad, parameters[1].grad = (g.clone() for g in gradients[0])
        put(f"norm.{name}", torch.nn.utils.clip_grad_norm_(parameters, max_norm))
        put(f"clipped.{name}.first", parameters[0].grad)
        put(f"clipped.{name}.second", parameters[1].grad)


def schedules():
    s = torch.optim.lr_scheduler
    makers = {
        "StepDecay": lambda o: s.StepLR(o, 7, 0.3),
        "Exponential": lambda o: s.ExponentialLR(o, 0.9),
        "Cosine": lambda o: s.CosineAnnealingLR(o, 20, 0.01),
        "WarmUp": lambda o: s.LinearLR(o, 0.1, total_iters=8),
        "OneCycle": lambda o: s.OneCycleLR(o, 0.4, total_steps=30),
    }
    for name, make in makers.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 0.4)
        schedule, rates = make(optimizer), []
        for _ in range(30):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if len(rates) < 30:
                schedule.step()
        put(f"schedule.{name}", torch.tensor(rates))


def runs():
    """Fifty steps of a smooth net from given weights on a given batch: the losses."""
    weights = [put(f"run.{i}", torch.randn(*shape) * 0.5) for i, shape in enumerate(((8, 3), (8,), (2, 8), (2,)))]
    x, t = put("run.x", torch.randn(16, 3)), put("run.t", torch.randn(16, 2))
    for name, make in {
        "Sgd": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9),
        "Adam": lambda p: torch.optim.Adam(p, 0.05),
        "RmsProp": lambda p: torch.optim.RMSprop(p, 0.01),
        "Lbfgs": lambda p: torch.optim.LBFGS(p, 0.5, max_iter=5, history_size=4),
    }.items():
        p, history = [w.clone().requires_grad_() for w in weights], []
        optimizer = make(p)

        def closure():
            optimizer.zero_grad()
            value = F.mse_loss(torch.tanh(x @ p[0].T + p[1]) @ p[2].T + p[3], t)
            value.backward()
            return value

        for _ in range(50):
            history.append(optimizer.step(closure).item())
        put(f"run.{name}", torch.tensor(history))

    # The regression of one layer with relu.
    x, t = put("relu.x", torch.randn(64, 3)), put("relu.t", torch.randn(64, 2).abs())
    weight, bias = put("relu.weight", torch.randn(2, 3) * 0.1).clone().requires_grad_(), torch.zeros(2, requires_grad=True)
    optimizer, history = torch.optim.SGD([weight, bias], 0.1), []
    for _ in range(50):
        optimizer.zero_grad()
        value = F.mse_loss(F.relu(x @ weight.T + bias), t)
        value.backward()
        history.append(value.item())
        optimizer.step()
    put("relu.losses", torch.tensor(history))


def layer(name, module, x, training=True):
    """The output of a layer, and the gradients of its input and parameters for the sum of the outputs times 0.1, 0.2, …"""
    module.train(training)
    for key, value in module.named_parameters():
        torch.nn.init.normal_(value)
        put(f"{name}.{key}", value)
    x = put(f"{name}.x", x).clone().requires_grad_()
    y = put(f"{name}.y", module(x))
    (y * torch.arange(1.0, y.numel() + 1).reshape(y.shape) / 10).sum().backward()
    put(f"{name}.x.gradient", x.grad)
    for key, value in module.named_parameters():
        put(f"{name}.{key}.gradient", value.grad)


def layers():
    nn = torch.nn
    layer("Linear", nn.Linear(3, 2), torch.randn(2, 4, 3))
    layer("Conv1d", nn.Conv1d(2, 3, 3), torch.randn(2, 2, 6))
    layer("Conv1d.options", nn.Conv1d(4, 6, 2, stride=2, padding=1, dilation=2, groups=2, bias=False), torch.randn(2, 4, 7))
    layer("Conv2d", nn.Conv2d(2, 3, 2), torch.randn(2, 2, 4, 3))
    layer("Conv2d.options", nn.Conv2d(4, 4, 2, stride=2, padding=1, dilation=2, groups=4), torch.randn(1, 4, 5, 6))
    layer("MaxPool2d", nn.MaxPool2d(2), torch.randint(0, 3, (2, 2, 4, 5)).double())
    layer("MaxPool2d.options", nn.MaxPool2d(3, stride=2, padding=1), torch.randint(0, 3, (1, 2, 5, 5)).double())
    layer("AvgPool2d", nn.AvgPool2d(2), torch.randn(2, 2, 4, 5))
    layer("AvgPool2d.options", nn.AvgPool2d(3, stride=1, padding=1), torch.randn(1, 2, 4, 4))
    layer("LayerNorm", nn.LayerNorm((2, 3)), torch.randn(4, 2, 3))
    layer("GroupNorm", nn.GroupNorm(2, 4), torch.randn(3, 4, 2))
    layer("PRelu", nn.PReLU(), torch.randn(3, 2))
    layer("PRelu.channels", nn.PReLU(2), torch.randn(3, 2, 2))
    for name, x in (("BatchNorm", torch.randn(5, 3)), ("BatchNorm.image", torch.randn(3, 2, 2, 2))):
        norm = nn.BatchNorm1d(3) if x.ndim == 2 else nn.BatchNorm2d(2)
        layer(name, norm, x)
        put(f"{name}.running_mean", norm.running_mean)
        put(f"{name}.running_var", norm.running_var)
        put(f"{name}.evaluated", norm.eval()(x))
    table = nn.Embedding(5, 3)
    put("Embedding.weight", table.weight)
    y = put("Embedding.y", table(torch.tensor([[4, 0], [4, 2]])))
    (y * torch.arange(1.0, 13).reshape(y.shape) / 10).sum().backward()
    put("Embedding.weight.gradient", table.weight.grad)


losses()
optimizers()
schedules()
runs()
layers()
Path(__file__).with_name("torch.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
