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

    /// <summary>The same of steps that the caller computes alone.</summary>
    public fixed int AloneBefore[StepCost.Plans];

    /// <summary>First unit of a worker's part.</summary>
    public readonly int PartBegin(int worker, int workers) => (int)((long)Units * worker / workers);
}
