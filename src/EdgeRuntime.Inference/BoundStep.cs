using EdgeRuntime.Kernels;

namespace EdgeRuntime.Inference;

/// <summary>A step ready to run. Lives in native memory, so that nothing moves and nothing is looked up while running.</summary>
internal unsafe struct BoundStep
{
    public StepContext Context;

    public delegate* managed<StepContext*, int, int, int, void> Run;

    public int Units;

    /// <summary>Units that a thread of the team claims together; 0 when the step stays on the caller's thread.</summary>
    public int RunUnits;
}
