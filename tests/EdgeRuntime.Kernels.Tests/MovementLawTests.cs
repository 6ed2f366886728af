using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>
/// Whatever the laws of data-moving operators let through, their kernels survive: random records and shapes, most of them wrong, on memory
/// that faults past its end.
/// </summary>
public class MovementLawTests
{
    private const int Tries = 20_000, MinAccepted = 20;

    [Fact]
    public void Transpose() => Try<Transpose>(r => (new Transpose { Permutation = Axes(r, 2, 0, 2) }, [Any(r, 2)], [Any(r, 2)]));

    [Fact]
    public void Slice() => Try<Slice>(r => (new Slice { Begin = Axes(r, 2, -1, 4) }, [Any(r, 2)], [Any(r, 2)]));

    [Fact]
    public void StridedSlice() => Try<StridedSlice>(r => (
        new StridedSlice { Begin = Axes(r, 1, -1, 5), Count = Axes(r, 1, 0, 5), Stride = Axes(r, 1, -3, 4) }, [Any(r, 1)], [Any(r, 1)]));

    [Fact]
    public void Concatenation() => Try<Concatenation>(r => (new Concatenation { Axis = r.Next(-1, 3) }, [Any(r, 2), Any(r, 2)], [Any(r, 2)]));

    [Fact]
    public void Split() => Try<Split>(r => (new Split { Axis = r.Next(-1, 3) }, [Any(r, 2)], [Any(r, 2), Any(r, 2)]));

    [Fact]
    public void Pack() => Try<Pack>(r => (new Pack { Axis = r.Next(-1, 3) }, [Any(r, 1), Any(r, 1)], [Any(r, 2)]));

    [Fact]
    public void Unpack() => Try<Unpack>(r => (new Unpack { Axis = r.Next(-1, 3) }, [Any(r, 2)], [Any(r, 1), Any(r, 1)]));

    [Fact]
    public void Pad() => Try<Pad>(r => (new Pad { Before = Axes(r, 2, -1, 3), After = Axes(r, 2, -1, 3) }, [Any(r, 2)], [Any(r, 2)]));

    [Fact]
    public void PadV2() => Try<PadV2>(r => (new PadV2 { Before = Axes(r, 1, -1, 3), After = Axes(r, 1, -1, 3) }, [Any(r, 1), Any(r, 1)], [Any(r, 1)]));

    [Fact]
    public void Gather() => Try<Gather>(r => (
        new Gather { Axis = r.Next(-1, 3), BatchDims = r.Next(-1, 2) }, [Any(r, 2), Indices(r, r.Next(0, 3))], [Any(r, r.Next(1, 4))]));

    [Fact]
    public void ReverseSequence() => Try<ReverseSequence>(r => (
        new ReverseSequence { SequenceAxis = r.Next(-1, 3), BatchAxis = r.Next(-1, 3) }, [Any(r, 2), Indices(r, 1)], [Any(r, 2)]));

    [Fact]
    public void SpaceToBatchNd() => Try<SpaceToBatchNd>(r => (
        new SpaceToBatchNd { BlockH = r.Next(0, 3), BlockW = 1, PadTop = r.Next(-1, 3), PadBottom = r.Next(-1, 3) }, [Any(r, 3)], [Any(r, 3)]));

    [Fact]
    public void BatchToSpaceNd() => Try<BatchToSpaceNd>(r => (
        new BatchToSpaceNd { BlockH = r.Next(0, 3), BlockW = 1, CropTop = r.Next(-1, 3), CropBottom = r.Next(-1, 3) }, [Any(r, 3)], [Any(r, 3)]));

    private static void Try<T>(Func<Random, (T Record, TestTensor[] Inputs, TestTensor[] Outputs)> draw) where T : unmanaged, IOperatorRecord<T>
    {
        var random = new Random(20);
        var accepted = 0;
        for (var i = 0; i < Tries && accepted < 2 * MinAccepted; i++)
        {
            var (record, inputs, outputs) = draw(random);
            try
            {
                StepRunner.Run(record, inputs, outputs);
                accepted++;
            }
            catch (LawException)
            {
                // Most draws are wrong; what is left must run.
            }
        }

        Assert.True(accepted >= MinAccepted, $"Only {accepted} of {Tries} draws were lawful.");
    }

    private static TestTensor Any(Random random, int rank) => TestTensor.Output<short>(Dimensions(random, rank));

    private static TestTensor Indices(Random random, int rank) => TestTensor.Random<int>(random, Dimensions(random, rank));

    private static Shape Dimensions(Random random, int rank)
    {
        var dimensions = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = random.Next(1, 5);
        }

        return new Shape(dimensions);
    }

    private static PerAxis Axes(Random random, int rank, int min, int max)
    {
        var values = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            values[i] = random.Next(min, max);
        }

        return PerAxis.Of(values);
    }
}
