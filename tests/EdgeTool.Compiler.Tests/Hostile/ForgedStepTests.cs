using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeTool.Compiler.Tests.Hostile;

/// <summary>
/// Laws against kernels: whatever a law lets through, every variant computes without touching a byte outside its operands,
/// and every variant gives the reference's bytes. A law refuses with a typed fault and nothing else.
/// </summary>
public class ForgedStepTests
{
    private const int Seed = 7_041, RoundsPerSeed = 400;
    private const long MaxMacs = 2_000_000, MaxBytes = 1 << 20;

    [SharedFact]
    public void NoForgedStepPassesItsLawAndHarmsItsKernel()
    {
        var random = new Random(Seed);
        var forger = new StepForger(random);
        var (accepted, refused) = (0, 0);
        foreach (var seed in StepSeed.OfRealModels(perKind: 3))
        {
            for (var round = 0; round < RoundsPerSeed; round++)
            {
                var step = forger.Forge(seed);
                if (!step.Inputs.Concat(step.Outputs).All(i => i.IsAbsent || i.Shape.IsWithinLimits(out _)))
                {
                    continue;
                }

                if (LawHolds(step, $"seed {Seed}, {step.OpCode}, round {round}"))
                {
                    accepted++;
                    RunEveryVariant(step, random, $"seed {Seed}, {step.OpCode}, round {round}");
                }
                else
                {
                    refused++;
                }
            }
        }

        Assert.True(accepted > 1_000 && refused > 1_000, $"{accepted} accepted, {refused} refused: the forger is too tame or too wild.");
    }

    private static bool LawHolds(StepSeed step, string where)
    {
        try
        {
            var law = OperatorLaws.For(step.OpCode)!;
            var operands = new OperandSet(step.Inputs, step.Outputs);
            law.Check(step.Record, operands);
            Assert.True(law.ScratchBytes(step.Record, operands) >= 0, where);
            Assert.True(law.Macs(step.Record, operands) >= 0, where);
            return true;
        }
        catch (Exception e) when (e is LawException or OverflowException)
        {
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{where}: {e}");
            return false;
        }
    }

    private static void RunEveryVariant(StepSeed step, Random random, string where)
    {
        var law = OperatorLaws.For(step.OpCode)!;
        var operands = new OperandSet(step.Inputs, step.Outputs);
        if (law.Macs(step.Record, operands) > MaxMacs || law.ScratchBytes(step.Record, operands) > MaxBytes
            || step.Inputs.Concat(step.Outputs).Sum(i => i.IsAbsent ? 0 : i.ByteLength) > MaxBytes)
        {
            return;
        }

        TestTensor[] inputs = [.. step.Inputs.Select(i => Filled(i, random))], outputs = [.. step.Outputs.Select(i => Filled(i, random))];
        byte[][]? expected = null;
        if (Environment.GetEnvironmentVariable("EDGE_FUZZ_TRACE") is { Length: > 0 } trace)
        {
            File.WriteAllText(trace, $"{where}\nrecord {Convert.ToHexString(step.Record)}\n{string.Join('\n', step.Inputs)}\n->\n{string.Join('\n', step.Outputs)}");
        }

        foreach (var variant in StepRunner.VariantsFor(step.OpCode, step.Record, inputs, outputs).Reverse())
        {
            TestTensor[] mine = [.. inputs.Select(t => t with { Bytes = (byte[])t.Bytes.Clone() })];
            var found = StepRunner.Run(step.OpCode, step.Record, mine, outputs, variant, workers: 2);
            expected ??= found;
            for (var o = 0; o < found.Length && step.Outputs[o].Type != ElementType.Float32; o++)
            {
                Assert.True(expected[o].AsSpan().SequenceEqual(found[o]), $"{where}: {variant.Isa} differs from the reference, record {Convert.ToHexString(step.Record)}");
            }
        }
    }

    private static TestTensor Filled(OperandInfo info, Random random)
    {
        if (info.IsAbsent)
        {
            return TestTensor.Absent;
        }

        var bytes = new byte[info.ByteLength];
        random.NextBytes(bytes);
        return new TestTensor(info, bytes);
    }
}
