using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Boxes 0 and 1 overlap by 0.9 / 1.1, box 2 lies apart, box 3 is box 0 with its corners swapped.</summary>
public class NonMaxSuppressionTests
{
    private static readonly float[] Boxes = [0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, 10, 1, 11, 1, 1, 0, 0];

    [Fact]
    public void TheBestOfOverlappingBoxesIsTaken() =>
        Assert.Equal([0, 0, 2, 0, 0, 0], Selected(Boxes, [0.8f, 0.7f, 0.9f, 0.6f], most: 3, overlap: 0.5f));

    [Fact]
    public void AHighThresholdKeepsWhatOverlapsLess() =>
        Assert.Equal([0, 0, 2, 0, 0, 0, 0, 0, 1], Selected(Boxes, [0.8f, 0.7f, 0.9f, 0.6f], most: 4, overlap: 0.85f));

    [Fact]
    public void NoMoreThanAskedForAndNoneBelowTheScore()
    {
        Assert.Equal([0, 0, 2], Selected(Boxes, [0.8f, 0.7f, 0.9f, 0.6f], most: 1, overlap: 0.5f));
        Assert.Equal([0, 0, 2], Selected(Boxes, [0.3f, 0.2f, 0.9f, 0.1f], most: 4, overlap: 0.5f, least: 0.4f));
    }

    [Fact]
    public void CentresAndSizesMeanTheSameBoxes()
    {
        float[] centred = [0.5f, 0.5f, 1, 1, 0.6f, 0.5f, 1, 1, 10.5f, 0.5f, 1, 1, 0.5f, 0.5f, 1, 1];
        Assert.Equal([0, 0, 2, 0, 0, 0], Selected(centred, [0.8f, 0.7f, 0.9f, 0.6f], most: 3, overlap: 0.5f, isCentred: true));
    }

    [Fact]
    public void BoxesComputedOnTheBoardAreRefused()
    {
        var model = Model(0.5f, 3, 0, false).Input("boxes", 1, 4, 4).Floats("scores", [1, 1, 4], 1, 2, 3, 4);
        Assert.Contains("data say", Assert.Throws<UnsupportedModelException>(() => OnnxImporter.Import(model.ToBytes())).Nodes[0].Reason, StringComparison.Ordinal);
    }

    private static long[] Selected(float[] boxes, float[] scores, long most, float overlap, float least = 0, bool isCentred = false)
    {
        var model = Model(overlap, most, least, isCentred).Floats("boxes", [1, 4, 4], boxes).Floats("scores", [1, 1, 4], scores);
        return OnnxImporter.Import(model.ToBytes()).Nodes[^1].Inputs[0]!.ConstantAs<long>().ToArray();
    }

    private static OnnxBuilder Model(float overlap, long most, float least, bool isCentred) => new OnnxBuilder()
        .OutputOf(7, "y", "n", 3)
        .Longs("most", [1], most).Floats("overlap", [1], overlap).Floats("least", [1], least)
        .Node("NonMaxSuppression", ["boxes", "scores", "most", "overlap", "least"], ["y"], OnnxBuilder.IntAttribute("center_point_box", isCentred ? 1 : 0));
}
