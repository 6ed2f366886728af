using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>What a variant answers when it can compute a step: the code to call and the memory to give it.</summary>
public unsafe struct BoundKernel
{
    /// <summary>
    /// Computes units [begin, end) of the step: (step, begin, end, worker). Units are independent, so any split over any
    /// number of workers writes the same bytes. Neither throws nor allocates.
    /// </summary>
    public delegate* managed<StepContext*, int, int, int, void> Run;

    /// <summary>Fills <see cref="StepContext.Prepared"/> once, after the operands are bound; null when there is nothing to derive.</summary>
    public delegate* managed<StepContext*, void> Prepare;

    /// <summary>Bytes of <see cref="StepContext.Prepared"/>.</summary>
    public long PreparedBytes;

    /// <summary>
    /// Order in which <see cref="Run"/> and <see cref="Prepare"/> read operand 1, an int8 constant; row-major by default. The operand then
    /// has <see cref="WeightBlocks.SizeBytes(int, int)"/> bytes; its shape stays that of the row-major tensor.
    /// </summary>
    public WeightBlocks Weights;

    /// <summary>How many independent units the step splits into (output rows, channels ...); at least 1.</summary>
    public int Units;

    /// <summary>Where in the operands a unit reads and writes; nothing known by default.</summary>
    public UnitBytes Unit;
}
