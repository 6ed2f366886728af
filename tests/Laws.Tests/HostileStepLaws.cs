using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using TestKit;

namespace Laws.Tests;

/// <summary>
/// What a file may say and a law accepts, kernels must survive: they check nothing while running. Damaged records, shapes and quantization,
/// run on memory with an unreadable page behind every buffer; every variant gives the reference's bytes.
/// </summary>
public class HostileStepLaws
{
    private const int Attempts = 60;

    public static TheoryData<OpCode> OpCodes => [.. KernelCatalog.All.Select(k => k.OpCode)];

    [Theory]
    [MemberData(nameof(OpCodes))]
    public void WhatALawAcceptsKernelsSurvive(OpCode opCode)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var accepted = 0;
        foreach (var type in Enum.GetValues<ElementType>().Where(t => OperatorProbes.Covers(opCode, t)))
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var probe = OperatorProbes.Of(opCode, type);
                for (var damages = random.Next(1, 4); damages > 0; damages--)
                {
                    Damage(random, probe);
                }

                accepted += Survives(opCode, probe, random, seed) ? 1 : 0;
            }
        }

        Assert.True(accepted > 0, $"seed {seed}: every damaged step was refused, so nothing was tested.");
    }

    private static bool Survives(OpCode opCode, OperatorProbes.Probe probe, Random random, int seed)
    {
        try
        {
            var operands = new OperandSet(probe.Inputs, probe.Outputs);
            var law = OperatorLaws.For(opCode)!;
            law.Check(probe.Record, operands);
            if (law.Macs(probe.Record, operands) > 1_000_000 || law.ScratchBytes(probe.Record, operands) > 1_000_000)
            {
                return false;
            }
        }
        catch (Exception e) when (e is LawException or OverflowException)
        {
            return false;
        }

        var inputs = Array.ConvertAll(probe.Inputs, i => Fill(random, i));
        var outputs = Array.ConvertAll(probe.Outputs, o => Fill(random, o));
        var expected = StepRunner.Run(opCode, probe.Record, Copy(inputs), outputs);
        foreach (var variant in StepRunner.VariantsFor(opCode, probe.Record, inputs, outputs).Where(v => v.Isa != "Reference"))
        {
            var found = StepRunner.Run(opCode, probe.Record, Copy(inputs), outputs, variant, workers: random.Next(1, 4));
            for (var o = 0; o < expected.Length; o++)
            {
                Assert.True(
                    outputs[o].Info.Type == ElementType.Float32 || expected[o].AsSpan().SequenceEqual(found[o]),
                    $"seed {seed}: {opCode} {variant.Isa} on {string.Join(", ", probe.Inputs)} to {string.Join(", ", probe.Outputs)}");
            }
        }

        return true;
    }

    private static void Damage(Random random, OperatorProbes.Probe probe)
    {
        var operands = random.Next(2) == 0 ? probe.Inputs : probe.Outputs;
        ref var operand = ref operands[random.Next(operands.Length)];
        switch (random.Next(5))
        {
            case 0 when probe.Record.Length >= sizeof(int):
                BitConverter.TryWriteBytes(probe.Record.AsSpan(random.Next(probe.Record.Length / sizeof(int)) * sizeof(int)), AwkwardNumber(random));
                break;
            case 1 when operand.Shape.Rank > 0:
                Resize(probe, random.Next(operand.Shape.Rank), random.Next(1, 20));
                break;
            case 2 when operand.Shape.Rank > 0:
                var shape = operand.Shape;
                shape[random.Next(shape.Rank)] = random.Next(1, 20);
                operand = operand with { Shape = shape };
                break;
            case 3 when operand.Type is ElementType.Int8 && !operand.IsPerChannel && operand.IsQuantized:
                operand = operand with { ZeroPoint = random.Next(sbyte.MinValue, sbyte.MaxValue + 1) };
                break;
            case 4 when operand is { IsQuantized: true, IsPerChannel: false }:
                operand = operand with { Scale = MathF.ScaleB(1 + random.NextSingle(), random.Next(-120, 120)) };
                break;
        }
    }

    /// <summary>The same dimension of every operand that is computed, so that many laws still hold.</summary>
    private static void Resize(OperatorProbes.Probe probe, int axis, int size)
    {
        foreach (var operands in (OperandInfo[][])[probe.Inputs, probe.Outputs])
        {
            for (var i = 0; i < operands.Length; i++)
            {
                if (operands[i].Kind == TensorKind.Arena && axis < operands[i].Shape.Rank)
                {
                    var shape = operands[i].Shape;
                    shape[axis] = size;
                    operands[i] = operands[i] with { Shape = shape };
                }
            }
        }
    }

    private static int AwkwardNumber(Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => -1,
        2 => int.MaxValue,
        3 => int.MinValue,
        4 => 1 << 24,
        5 => random.Next(),
        _ => random.Next(20),
    };

    private static TestTensor Fill(Random random, OperandInfo info)
    {
        var bytes = new byte[info.IsAbsent ? 0 : info.ByteLength];
        random.NextBytes(bytes);
        return new TestTensor(info, bytes);
    }

    /// <summary>Variables among the inputs are changed by a run.</summary>
    private static TestTensor[] Copy(TestTensor[] tensors) => Array.ConvertAll(tensors, t => t with { Bytes = [.. t.Bytes] });
}
