using EdgeRuntime.Kernels;

namespace EdgeTool.Compiler;

/// <summary>A board that a file can be packed for: its name, the instruction sets that kernels find there, and how fast they are.</summary>
public sealed record TargetBoard(string Name, CpuFeatures Features, BoardSpeed Speed)
{
    /// <summary>Numbers of channels that leave no lane of a tile unused: so many 32-bit sums are computed side by side.</summary>
    public int ChannelMultiple => Features.HasFlag(CpuFeatures.Avx512BW) ? 16 : 8;

    /// <summary>
    /// Raspberry Pi Zero 2 W (Cortex-A53), Pi 4 (A72), Pi 5 (A76), and x64 machines: with AVX-VNNI, which the published linux-x64 program
    /// takes first, without it, and as the program of profile linux-x64-v4 takes them, with AVX-512.
    /// </summary>
    public static IReadOnlyList<TargetBoard> All { get; } =
    [
        new("zero2w", CpuFeatures.AdvSimd, AtGigahertz(1.0, 3.24, 2.56, 0.57)),
        new("pi4", CpuFeatures.AdvSimd, AtGigahertz(1.5, 8, 7.76, 3.69)),
        new("pi5", CpuFeatures.AdvSimd | CpuFeatures.Dp, AtGigahertz(PiFiveGigahertz, 32, 16, 8.47)),
        new("x64", CpuFeatures.Avx2 | CpuFeatures.AvxVnni, new BoardSpeed(80, 80, 20, 1)),
        new("x64-avx2", CpuFeatures.Avx2, new BoardSpeed(80, 80, 20, 1)),
        new("x64-v4", CpuFeatures.Avx2 | CpuFeatures.Avx512BW | CpuFeatures.Avx512Vbmi, new BoardSpeed(80, 80, 20, 1)),
    ];

    private const double PiFiveGigahertz = 2.4;

    private static BoardSpeed AtGigahertz(double gigahertz, double convolution, double row, double depthwise) =>
        new(gigahertz * convolution, gigahertz * row, gigahertz * depthwise, gigahertz / PiFiveGigahertz);

    /// <summary>The board of that name; null for none.</summary>
    public static TargetBoard? Of(string name) => All.FirstOrDefault(board => board.Name == name);
}
