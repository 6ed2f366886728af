using System.Globalization;
using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>Runs the published arm64 program under QEMU and counts the instructions it executes.</summary>
internal sealed class InstructionCounter : IDisposable
{
    private const string Emulator = "qemu-aarch64", Arm64Root = "/usr/aarch64-linux-gnu";

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-instructions").FullName;
    private readonly string _program;
    private readonly string _plugin;

    /// <exception cref="ToolException">There is no published program, compiler or emulator.</exception>
    public InstructionCounter()
    {
        _program = Path.Combine(Machine.RepositoryRoot, "artifacts/linux-arm64/edgeruntime");
        if (!File.Exists(_program))
        {
            throw new ToolException(
                ExitCode.NoInput, $"{_program} is missing: dotnet publish src/EdgeRuntime.Host -p:PublishProfile=linux-arm64");
        }

        _plugin = Path.Combine(_folder, "instruction-count.so");
        ExternalTool.Run("gcc", ["-O2", "-Wall", "-shared", "-fPIC", "-o", _plugin, Path.Combine(AppContext.BaseDirectory, "Arm/instruction-count.c")]);
    }

    /// <summary>Instructions of one inference: the difference between two runs of different length.</summary>
    /// <param name="packed">A packed model.</param>
    /// <param name="cpu">QEMU's name of the processor.</param>
    /// <param name="repeats">Inferences that the longer run has more.</param>
    public double PerInference(byte[] packed, string cpu, int repeats)
    {
        const int Warm = 2;
        var model = Path.Combine(_folder, "model.edge");
        File.WriteAllBytes(model, packed);
        return (Count(model, cpu, Warm + repeats) - Count(model, cpu, Warm)) / (double)repeats;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private long Count(string model, string cpu, int repeats)
    {
        var counts = Path.Combine(_folder, "counts");
        File.Delete(counts);
        ExternalTool.Run(
            Emulator, ["-L", Arm64Root, "-cpu", cpu, "-plugin", _plugin, _program, "self-test", model, "--repeat", $"{repeats}"], "",
            ("EDGE_INSTRUCTIONS", counts));
        return long.Parse(File.ReadLines(counts).Last(), CultureInfo.InvariantCulture);
    }
}
