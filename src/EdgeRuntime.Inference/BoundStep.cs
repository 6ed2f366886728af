using EdgeRuntime.Kernels;

namespace EdgeRuntime.Inference;

/// <summary>A step ready to run. Lives in native memory, so that nothing moves and nothing is looked up while running.</summary>
internal unsafe struct BoundStep
{
    public StepContext Context;

    public delegate* managed<StepContext*, int, int, int, void> Run;

    public int Units;

    /// <summary>First plan of <see cref="SharingRace"/> that shares the step; <see cref="StepCost.NeverShared"/> when it stays with the caller.</summary>
    public int SharedFrom;

    /// <summary>For each plan: the index behind the last shared step that every worker must be done with before this one begins.</summary>
    public fixed int SharedBefore[StepCost.Plans];

    /// <summary>
    /// The same for the inner units of a part, which read nothing that other workers write in the steps behind; not above <see cref="SharedBefore"/>.
    /// </summary>
    public fixed int InnerBefore[StepCost.Plans];

    /// <summary>The same of steps that the caller computes alone.</summary>
    public fixed int AloneBefore[StepCost.Plans];

    /// <summary>Units before the inner ones of a part.</summary>
    public int OuterFirst;

    /// <summary>Units behind the inner ones of a part.</summary>
    public int OuterLast;

    /// <summary>First unit of a worker's part.</summary>
    public readonly int PartBegin(int worker, int workers) => (int)((long)Units * worker / workers);

    /// <summary>Inner units of a worker's part: nobody has units before the first part or behind the last one.</summary>
    public readonly (int Begin, int End) Inner(int worker, int workers)
    {
        var (begin, end) = (PartBegin(worker, workers), PartBegin(worker + 1, workers));
        return (worker == 0 ? begin : begin + OuterFirst, worker == workers - 1 ? end : end - OuterLast);
    }
}
