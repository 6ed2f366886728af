using EdgeRuntime.Kernels;

namespace EdgeRuntime.Inference;

/// <summary>How a model is loaded.</summary>
public sealed record InterpreterOptions
{
    /// <summary>
    /// Threads that compute one inference, the caller's included; 1..64. Results are the same for every number. Several take scratch each and,
    /// where all tensors together have at most 512 KiB, memory for each tensor instead of the arena.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Each further thread stays on a CPU of its own. For boards that do nothing else; elsewhere the system places threads better.</summary>
    public bool PinThreads { get; init; }

    /// <summary>Instruction sets that kernels may use; what the CPU has, less what <c>EDGE_CPU_FEATURES</c> takes away, by default.</summary>
    public CpuFeatures Features { get; init; } = Cpu.Allowed;
}
