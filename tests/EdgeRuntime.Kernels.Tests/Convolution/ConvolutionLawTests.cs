using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using KernelParity;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>Good steps with one or two things wrong: either the law refuses them, or every variant runs within its memory.</summary>
public class ConvolutionLawTests
{
    private static readonly int[] Parameters = [0, 1, 2, 3, 5, -1, 1 << 24, int.MaxValue, int.MinValue];
    private static readonly float[] Scales = [1, 1e-30f, float.Epsilon, float.MaxValue, 0, -1, float.NaN, float.PositiveInfinity];

    [Fact]
    public void Conv2D() => Try(random => (ParityCase<Conv2D>)Conv2DCases.Next(random));

    [Fact]
    public void DepthwiseConv2D() => Try(random => (ParityCase<DepthwiseConv2D>)DepthwiseConv2DCases.Next(random));

    [Fact]
    public void FullyConnected() => Try(random => (ParityCase<FullyConnected>)FullyConnectedCases.Next(random));

    [Fact]
    public void TransposeConv() => Try(random =>
    {
        var (h, w) = (KernelParity.WindowAxis.Next(random, 3, 2, 1), KernelParity.WindowAxis.Next(random, 2, 3, 1));
        var record = new TransposeConv { StrideH = 2, StrideW = 3, PadTop = h.PadBefore, PadLeft = w.PadBefore };
        TestTensor[] inputs = [Draw.Input(random, new Shape(2, h.Positions, w.Positions, 3)), Draw.Weights(random, new Shape(4, 3, 2, 3), 0), Draw.Bias(random, 4)];
        return new ParityCase<TransposeConv>(record, inputs, TestTensor.Output<sbyte>(new Shape(2, h.Extent, w.Extent, 4), 1));
    });

    [Fact]
    public void BatchMatMul() => Try(random => new ParityCase<BatchMatMul>(
        new BatchMatMul { RightTransposed = 1 },
        [Draw.Input(random, new Shape(2, 1, 3, 4)), Draw.Input(random, new Shape(1, 5, 4))],
        TestTensor.Output<sbyte>(new Shape(2, 1, 3, 5), 1)));

    private static void Try<T>(Func<Random, ParityCase<T>> draw) where T : unmanaged, IOperatorRecord<T>
    {
        var start = Random.Shared.Next(1 << 20);
        var (accepted, refused) = (0, 0);
        for (var seed = start; seed < start + 400; seed++)
        {
            var random = new Random(seed);
            var step = draw(random);
            for (var i = random.Next(1, 3); i > 0; i--)
            {
                step = Spoil(random, step);
            }

            try
            {
                var operands = new OperandSet(step.Inputs.Select(t => t.Info).ToArray(), step.Outputs.Select(t => t.Info).ToArray());
                OperatorLaws.For(T.OpCode)!.Check(OperatorRecords.ToBytes(step.Record), operands);
            }
            catch (LawException)
            {
                refused++;
                continue;
            }

            accepted++;
            foreach (var (isa, difference) in step.Compare())
            {
                Assert.True(difference is null, $"seed {seed}, {isa}: {difference}: {step}");
            }
        }

        Assert.True(accepted >= 20 && refused >= 20, $"seeds from {start}: accepted {accepted}, refused {refused}");
    }

    private static ParityCase<T> Spoil<T>(Random random, ParityCase<T> step) where T : unmanaged, IOperatorRecord<T>
    {
        if (random.Next(3) == 0)
        {
            var bytes = OperatorRecords.ToBytes(step.Record);
            MemoryMarshal.Cast<byte, int>(bytes.AsSpan())[random.Next(bytes.Length / 4)] = Parameters[random.Next(Parameters.Length)];
            return step with { Record = OperatorRecords.Read<T>(bytes) };
        }

        var inputs = (TestTensor[])step.Inputs.Clone();
        var index = random.Next(inputs.Length + 1);
        if (index == inputs.Length)
        {
            return step with { Outputs = [Spoil(random, step.Outputs[0]), .. step.Outputs[1..]] };
        }

        inputs[index] = Spoil(random, inputs[index]);
        return step with { Inputs = random.Next(20) == 0 ? inputs[..Math.Min(inputs.Length, random.Next(3))] : inputs };
    }

    private static TestTensor Spoil(Random random, TestTensor tensor)
    {
        var info = tensor.Info;
        if (info.IsAbsent)
        {
            return tensor;
        }

        switch (random.Next(6))
        {
            case 0:
                var shape = info.Shape;
                var axis = random.Next(shape.Rank);
                shape[axis] = Math.Max(1, shape[axis] + random.Next(-1, 2));
                info = info with { Shape = shape };
                break;
            case 1:
                info = info with { Shape = new Shape([.. info.Shape.Span[..random.Next(info.Shape.Rank)], info.Shape.ElementCount]) };
                break;
            case 2:
                info = info with { Scale = Scales[random.Next(Scales.Length)], ChannelAxis = -1, ChannelScales = default };
                break;
            case 3:
                info = info with { ZeroPoint = random.Next(-130, 130) };
                break;
            case 4:
                info = info with { Type = (ElementType)random.Next(1, 8) };
                break;
            default:
                info = info with { Kind = info.Kind == TensorKind.Arena ? TensorKind.Constant : TensorKind.Arena };
                break;
        }

        var bytes = tensor.Bytes;
        Array.Resize(ref bytes, (int)info.ByteLength);
        return new(info, bytes);
    }
}
