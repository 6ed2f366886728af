using EdgeRuntime.Model;
using TestKit;

namespace EdgeTool.Compiler.Tests.Hostile;

/// <summary>A packed real model, damaged: every truncation and 100,000 flipped bits are refused with a typed fault.</summary>
public class DamagedModelTests
{
    private const int Seed = 90_210, Flips = 100_000;

    [SharedFact]
    public void EveryTruncationIsRefused()
    {
        var bytes = Packed();
        Parallel.For(0, bytes.Length, length => Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(bytes.AsSpan(0, length))));
    }

    [SharedFact]
    public void EveryFlippedBitIsRefused()
    {
        var original = Packed();
        var random = new Random(Seed);
        var bits = Enumerable.Range(0, Flips).Select(_ => random.Next(original.Length * 8)).ToArray();
        Parallel.For(
            0,
            Flips,
            () => (byte[])original.Clone(),
            (i, _, bytes) =>
            {
                bytes[bits[i] / 8] ^= (byte)(1 << (bits[i] % 8));
                Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(bytes));
                bytes[bits[i] / 8] ^= (byte)(1 << (bits[i] % 8));
                return bytes;
            },
            _ => { });
    }

    private static byte[] Packed() => ModelCompiler.Compile(
        Shared.PathOf("models", "mlperf-tiny-models", "benchmark", "training", "keyword_spotting", "trained_models", "kws_ref_model.tflite")).Bytes;
}
