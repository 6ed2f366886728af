using EdgeRuntime.Kernels;

namespace Published.Tests;

/// <summary>A processor that the published binaries run on: this machine's, or an emulated one.</summary>
/// <param name="Name">For test rows.</param>
/// <param name="EmulatedCpu">QEMU's name of the processor; null for this machine's.</param>
/// <param name="Features">What the kernel table must say of it; null where it depends on the machine.</param>
/// <param name="BestIsa">Variant of the convolutions that it must get at least.</param>
internal sealed record Board(string Name, string? EmulatedCpu, string? Features, string BestIsa)
{
    public static IReadOnlyList<Board> All { get; } =
    [
        new("x64", null, null, "Avx2"),
        new("zero2w", "cortex-a53", "AdvSimd", "AdvSimd"),
        new("pi4", "cortex-a72", "AdvSimd", "AdvSimd"),
        new("pi5", "cortex-a76", "AdvSimd, Dp", "Dp"),
    ];

    /// <summary>Variant that operators which multiply weights must get first; AVX-VNNI depends on the machine.</summary>
    public string BestMultiplyingIsa => EmulatedCpu is null && Cpu.Detected.HasFlag(CpuFeatures.AvxVnni) ? "AvxVnni" : BestIsa;

    public static TheoryData<string> Names => [.. All.Select(board => board.Name)];

    public static Board Of(string name) => All.Single(board => board.Name == name);

    /// <summary>Runs the service's program.</summary>
    public CommandResult Run(IEnumerable<string> words, params (string Name, string Value)[] environment) =>
        Run(EmulatedCpu is null ? Publication.ServiceX64 : Publication.ServiceArm64, words, environment);

    /// <summary>Runs the kernel comparison.</summary>
    public CommandResult RunParity(params string[] words) =>
        Run(EmulatedCpu is null ? Publication.ParityX64 : Publication.ParityArm64, words);

    private CommandResult Run(Lazy<Publication> publication, IEnumerable<string> words, params (string Name, string Value)[] environment)
    {
        var program = publication.Value.Program;
        return EmulatedCpu is null
            ? Command.Run(program, words, environment)
            : Command.Run(Toolchain.Emulator, ["-L", Toolchain.Arm64Root, "-cpu", EmulatedCpu, program, .. words], environment);
    }
}
