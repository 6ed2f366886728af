using System.Globalization;

namespace EdgeRuntime.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage =
        """
        usage: dotnet run -c Release --project tests/EdgeRuntime.Benchmarks -- [options]
          --models a,b,c    only these (demo, kws, vww, resnet8, ad01, person, mbv2)
          --seconds S       for each measurement of a model, 3 when left out
          --variants        also every kernel variant on every shape of the models
          --no-peer         without ONNX Runtime
          --signs           binary convolutions beside the same in float32 and int8; with --arm in instructions
          --sparse          int8 layers with a part of every four weights beside all of them; with --arm in instructions
          --integers        convolutions of uint8, of int16 and in groups beside the reference
          --threads         with one thread and with two, beside two inferences at once
          --arm             instructions per inference of the published arm64 program, under QEMU
          --cycles          modelled cycles of the published arm64 program's hot loops (llvm-mca, package llvm-19)
          --write-results   also into tests/EdgeRuntime.Benchmarks/results/
        EDGE_SHARED names the folder of real models; without it there is the demo model only.
        """;

    public IReadOnlyList<string> Models { get; init; } = [];

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(3);

    public bool HasVariants { get; init; }

    public bool HasPeer { get; init; } = true;

    public bool IsArm { get; init; }

    public bool HasCycles { get; init; }

    public bool HasSigns { get; init; }

    public bool HasSparse { get; init; }

    public bool HasThreads { get; init; }

    public bool HasIntegers { get; init; }

    public bool WritesResults { get; init; }

    /// <summary>Null when the words make no sense.</summary>
    public static BenchmarkOptions? Parse(ReadOnlySpan<string> words)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < words.Length; i++)
        {
            var next = i + 1 < words.Length ? words[i + 1] : "";
            switch (words[i])
            {
                case "--models" when next.Length > 0:
                    options = options with { Models = next.Split(',') };
                    i++;
                    break;
                case "--seconds" when double.TryParse(next, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3600:
                    options = options with { Duration = TimeSpan.FromSeconds(seconds) };
                    i++;
                    break;
                case "--variants":
                    options = options with { HasVariants = true };
                    break;
                case "--no-peer":
                    options = options with { HasPeer = false };
                    break;
                case "--signs":
                    options = options with { HasSigns = true };
                    break;
                case "--sparse":
                    options = options with { HasSparse = true };
                    break;
                case "--integers":
                    options = options with { HasIntegers = true };
                    break;
                case "--threads":
                    options = options with { HasThreads = true };
                    break;
                case "--arm":
                    options = options with { IsArm = true };
                    break;
                case "--cycles":
                    options = options with { HasCycles = true };
                    break;
                case "--write-results":
                    options = options with { WritesResults = true };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
