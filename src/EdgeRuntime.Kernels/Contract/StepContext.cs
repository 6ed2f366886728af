namespace EdgeRuntime.Kernels;

/// <summary>Everything a kernel needs to compute one step. Built once at load in native memory; never changes afterwards.</summary>
public unsafe struct StepContext
{
    /// <summary>The operator's record, in place in the file.</summary>
    public void* Record;

    public Operand* Inputs;

    public Operand* Outputs;

    public int InputCount;

    public int OutputCount;

    /// <summary>What <see cref="BoundKernel.Prepare"/> derived from scales, zero points and weights; 64-byte aligned; null when nothing.</summary>
    public byte* Prepared;

    /// <summary>Scratch of each worker: <see cref="ScratchOf"/>. Worker 0's lies in the arena.</summary>
    public byte** Scratch;

    public readonly ref T RecordAs<T>() where T : unmanaged => ref *(T*)Record;

    public readonly byte* ScratchOf(int worker) => Scratch[worker];

    /// <summary>Input <paramref name="index"/> was given.</summary>
    public readonly bool HasInput(int index) => index < InputCount && Inputs[index].Data != null;
}
