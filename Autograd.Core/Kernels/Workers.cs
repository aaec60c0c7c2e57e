using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Autograd.Kernels;

/// <summary>Work in numbered parts that can be done in any order, by several threads at once.</summary>
internal interface IParts
{
    /// <summary>Does one part.</summary>
    void Run(int part);
}

/// <summary>
/// A thread pool for parallel loops over parts. The caller works too, whoever is free takes the next part, and what no worker has begun the
/// caller does itself: so a worker that is slow, asleep or busy delays nothing. Only one caller has the workers at a time; any other, and a
/// part that itself calls <see cref="Run"/>, does its parts alone. Nothing is allocated for a call.
/// </summary>
internal static class Workers
{
    /// <summary>How long an idle worker spins before it sleeps: some 20 µs, the price of waking it.</summary>
    private const int Spins = 400;

    private static readonly Lock Starting = new();
    private static readonly object Idle = new();
    private static int started;
    private static int sleeping;

    // The one open call: workers enter only while it is open, and the caller returns only when none is inside.
    private static int taken;
    private static int open;
    private static int calls;
    private static int inside;
    private static int next;
    private static int count;
    private static nint work;
    private static Action<nint, int>? run;
    private static Exception? failure;

    /// <summary>The greatest number of threads that work on one call, the caller among them; 1 keeps everything on the caller's.</summary>
    public static int Limit { get; set => field = Math.Max(1, value); } = Environment.ProcessorCount;

    /// <summary>Does parts 0 to <paramref name="parts"/> − 1 and returns when all are done.</summary>
    /// <exception cref="Exception">What a part threw; parts that were not yet begun are then left out.</exception>
    public static void Run<TWork>(int parts, scoped ref TWork work)
        where TWork : struct, IParts, allows ref struct
    {
        int workers = Math.Min(Limit, parts) - 1;
        if (workers <= 0 || Interlocked.Exchange(ref taken, 1) != 0)
        {
            for (int part = 0; part < parts; part++)
            {
                work.Run(part);
            }

            return;
        }

        Start(workers);
        next = 0;
        count = parts;
        failure = null;
        Workers.work = Address(ref work);
        run = Caller<TWork>.Run;
        Volatile.Write(ref open, workers);
        Interlocked.Increment(ref calls);
        if (Volatile.Read(ref sleeping) > 0)
        {
            Wake(workers);
        }

        TakeParts();
        Interlocked.Exchange(ref open, 0);
        var wait = new SpinWait();
        while (Volatile.Read(ref inside) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        Exception? thrown = failure;
        run = null;
        failure = null;
        Volatile.Write(ref taken, 0);
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    private static void TakeParts()
    {
        while (true)
        {
            int part = Interlocked.Increment(ref next) - 1;
            if (part >= count)
            {
                return;
            }

            try
            {
                run!(work, part);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref failure, thrown, null);
                Volatile.Write(ref next, count);
            }
        }
    }

    private static void Work()
    {
        int seen = 0;
        while (true)
        {
            for (int spin = 0; spin < Spins && Volatile.Read(ref calls) == seen; spin++)
            {
                Thread.SpinWait(1);
            }

            if (Volatile.Read(ref calls) == seen)
            {
                Sleep(seen);
            }

            seen = Volatile.Read(ref calls);

            // Entering before looking, as the caller closes before looking: one of the two sees the other.
            if (Interlocked.Increment(ref inside) <= Volatile.Read(ref open))
            {
                TakeParts();
            }

            Interlocked.Decrement(ref inside);
        }
    }

    private static void Sleep(int seen)
    {
        lock (Idle)
        {
            Interlocked.Increment(ref sleeping);
            if (Volatile.Read(ref calls) == seen)
            {
                Monitor.Wait(Idle);
            }

            Interlocked.Decrement(ref sleeping);
        }
    }

    private static void Wake(int workers)
    {
        lock (Idle)
        {
            for (int worker = Math.Min(workers, sleeping); worker > 0; worker--)
            {
                Monitor.Pulse(Idle);
            }
        }
    }

    private static void Start(int workers)
    {
        if (Volatile.Read(ref started) >= workers)
        {
            return;
        }

        lock (Starting)
        {
            for (; started < workers; started++)
            {
                new Thread(Work) { IsBackground = true, Name = "Autograd worker" }.UnsafeStart();
            }
        }
    }

    /// <summary>
    /// Where the caller's variable lies. It lies on the caller's stack, which stays put until the call is over, and holds references that
    /// the collector keeps up to date there; so another thread may read it through its address, and spans need not be pinned.
    /// </summary>
    private static nint Address<TWork>(scoped ref TWork work)
        where TWork : struct, allows ref struct =>
        Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref Unsafe.As<TWork, byte>(ref work));

    /// <summary>How a thread that knows nothing of the type of the work does a part of it.</summary>
    private static class Caller<TWork>
        where TWork : struct, IParts, allows ref struct
    {
        public static readonly Action<nint, int> Run = static (work, part) =>
            Unsafe.As<byte, TWork>(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), work)).Run(part);
    }
}
