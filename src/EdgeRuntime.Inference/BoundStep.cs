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
}
