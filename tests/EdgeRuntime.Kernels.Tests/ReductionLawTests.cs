using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>
/// Whatever the laws of pooling, reducing, resizing and recurrent operators let through, their kernels survive: random records, shapes and
/// scales of any size, most of them wrong, on memory that faults past its end.
/// </summary>
public class ReductionLawTests
{
    private const int Tries = 30_000, MinAccepted = 20;

    [Fact]
    public void AveragePool2D() => Try<AveragePool2D>(r => (new AveragePool2D { Window = Window(r) }, [Any(r, 4)], [Any(r, 4)]));

    [Fact]
    public void MaxPool2D() => Try<MaxPool2D>(r => (new MaxPool2D { Window = Window(r) }, [Any(r, 4)], [Any(r, 4)]));

    [Fact]
    public void Mean() => Try<Mean>(r => (new Mean { AxisMask = r.Next(-1, 10), KeepDims = r.Next(-1, 3) }, [Any(r, r.Next(0, 4))], [Any(r, r.Next(0, 4))]));

    [Fact]
    public void ArgMax() => Try<ArgMax>(r => (new ArgMax { Axis = r.Next(-1, 4) }, [Any(r, r.Next(0, 4))], [TestTensor.Output<int>(Dimensions(r, r.Next(0, 3)))]));

    [Fact]
    public void ResizeNearestNeighbor() => Try<ResizeNearestNeighbor>(r => (
        new ResizeNearestNeighbor { AlignCorners = r.Next(-1, 3), HalfPixelCenters = r.Next(-1, 3) }, [Any(r, 4)], [Any(r, 4)]));

    [Fact]
    public void ResizeBilinear() => Try<ResizeBilinear>(r => (
        new ResizeBilinear { AlignCorners = r.Next(-1, 3), HalfPixelCenters = r.Next(-1, 3) }, [Any(r, 4)], [Any(r, 4)]));

    [Fact]
    public void Svdf() => Try<Svdf>(r =>
    {
        var (batches, features, filters, memory) = (r.Next(1, 3), r.Next(1, 4), r.Next(1, 4), r.Next(1, 3));
        var (time, state) = (new Shape(filters, memory), new Shape(batches, filters * memory));
        var isWide = r.Next(2) == 0;
        TestTensor[] inputs =
        [
            Int8(r, new Shape(batches, features)), Int8(r, new Shape(filters, features), 0),
            isWide ? TestTensor.Random<short>(r, time, Scale(r)) : Int8(r, time, 0),
            r.Next(2) == 0 ? TestTensor.Absent : TestTensor.Random<int>(r, new Shape(r.Next(1, 3))),
            State(isWide ? TestTensor.Random<short>(r, state, Scale(r)) : Int8(r, state)),
        ];
        return (new Svdf { Rank = r.Next(0, 4), Activation = (Activation)r.Next(-1, 3) }, inputs, [Int8(r, new Shape(batches, r.Next(1, 4)))]);
    });

    [Fact]
    public void UnidirectionalSequenceLstm() => Try<UnidirectionalSequenceLstm>(r =>
    {
        var (batches, steps, features, units) = (r.Next(1, 3), r.Next(1, 3), r.Next(1, 3), r.Next(1, 3));
        List<TestTensor> inputs = [Int8(r, new Shape(batches, steps, features))];
        inputs.AddRange(Enumerable.Range(0, 4).Select(_ => Int8(r, new Shape(units, features), 0)));
        inputs.AddRange(Enumerable.Range(0, 4).Select(_ => Int8(r, new Shape(units, units), 0)));
        inputs.AddRange(Enumerable.Range(0, 4).Select(_ => TestTensor.Random<int>(r, new Shape(units))));
        inputs.Add(State(Int8(r, new Shape(r.Next(1, 3), units))));
        inputs.Add(State(TestTensor.Random<short>(r, new Shape(batches, units), (float)Math.ScaleB(1, r.Next(-30, 3)))));
        var record = new UnidirectionalSequenceLstm { TimeMajor = r.Next(-1, 3), CellClip = r.Next(4) == 0 ? float.NaN : r.NextSingle() };
        return (record, [.. inputs], [Int8(r, new Shape(batches, steps, units))]);
    });

    private static void Try<T>(Func<Random, (T Record, TestTensor[] Inputs, TestTensor[] Outputs)> draw) where T : unmanaged, IOperatorRecord<T>
    {
        var random = new Random(21);
        var accepted = 0;
        for (var i = 0; i < Tries && accepted < 4 * MinAccepted; i++)
        {
            var (record, inputs, outputs) = draw(random);
            try
            {
                StepRunner.Run(record, inputs, outputs, workers: 2);
                accepted++;
            }
            catch (LawException)
            {
                // Most draws are wrong; what is left must run.
            }
        }

        Assert.True(accepted >= MinAccepted, $"Only {accepted} of {Tries} draws were lawful.");
    }

    private static PoolWindow Window(Random random) => new()
    {
        FilterH = random.Next(-1, 4),
        FilterW = random.Next(1, 4),
        StrideH = random.Next(-1, 4),
        StrideW = random.Next(1, 4),
        PadTop = random.Next(-1, 3),
        PadLeft = random.Next(0, 2),
        Activation = (Activation)random.Next(0, 5),
    };

    private static TestTensor Any(Random random, int rank) => Int8(random, Dimensions(random, rank));

    private static TestTensor Int8(Random random, Shape shape, int? zeroPoint = null) =>
        TestTensor.Random<sbyte>(random, shape, Scale(random), zeroPoint ?? random.Next(-128, 128));

    /// <summary>From the smallest to the largest that a file may hold.</summary>
    private static float Scale(Random random) => random.Next(8) switch
    {
        0 => float.Epsilon,
        1 => float.MaxValue,
        _ => (float)Math.ScaleB(1 + random.NextDouble(), random.Next(-40, 20)),
    };

    private static TestTensor State(TestTensor tensor) => tensor with { Info = tensor.Info with { Kind = TensorKind.Variable } };

    private static Shape Dimensions(Random random, int rank)
    {
        var dimensions = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = random.Next(1, 4);
        }

        return new Shape(dimensions);
    }
}
