using EdgeRuntime.Kernels;

namespace EdgeTool.Compiler;

/// <summary>A board that a file can be packed for: its name, and the instruction sets that kernels find there.</summary>
public sealed record TargetBoard(string Name, CpuFeatures Features)
{
    /// <summary>Numbers of channels that leave no lane of a tile unused: so many 32-bit sums are computed side by side.</summary>
    public int ChannelMultiple => Features.HasFlag(CpuFeatures.Avx512BW) ? 16 : 8;

    /// <summary>
    /// Raspberry Pi Zero 2 W (Cortex-A53), Pi 4 (A72), Pi 5 (A76), and an x64 machine with AVX-VNNI, which the published linux-x64 program
    /// takes first. Programs that find AVX-512 repack what those kernels read otherwise.
    /// </summary>
    public static IReadOnlyList<TargetBoard> All { get; } =
    [
        new("zero2w", CpuFeatures.AdvSimd),
        new("pi4", CpuFeatures.AdvSimd),
        new("pi5", CpuFeatures.AdvSimd | CpuFeatures.Dp),
        new("x64", CpuFeatures.Avx2 | CpuFeatures.AvxVnni),
    ];

    /// <summary>The board of that name; null for none.</summary>
    public static TargetBoard? Of(string name) => All.FirstOrDefault(board => board.Name == name);
}
