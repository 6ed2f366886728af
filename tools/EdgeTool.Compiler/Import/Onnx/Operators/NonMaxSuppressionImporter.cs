using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// The best of boxes that overlap. How many are left is up to the data: where boxes and scores are known, the rows found; else as many rows as
/// there can be, those behind the count -1, with the count as one more output of the model.
/// </summary>
internal sealed class NonMaxSuppressionImporter : IOnnxImporter
{
    private const int Numbers = 3;

    public string OpType => "NonMaxSuppression";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (boxes, scores) = (node.Require(0, "boxes"), node.Require(1, "scores"));
        if (boxes.Shape is not { Rank: 3 } || boxes.Shape[2] != 4 || scores.Shape is not { Rank: 3 } || scores.Shape[0] != boxes.Shape[0] || scores.Shape[2] != boxes.Shape[1])
        {
            throw new UnsupportedException($"takes boxes {boxes.Shape} and scores {scores.Shape}", "give (batch, boxes, 4) and (batch, classes, boxes)");
        }

        var most = node.Input(2) is null ? 0 : (int)Math.Clamp(node.ConstantLongs(2, "max_output_boxes_per_class")[0], 0, boxes.Shape[1]);
        if (most == 0)
        {
            graph.Output(node, 0, OnnxGraphBuilder.Constant<long>(node, "selected", new Shape(0, Numbers), []));
            return;
        }

        var record = new NonMaxSuppression
        {
            AreCentred = node.Flag("center_point_box") ? 1 : 0,
            MostOverlap = node.Input(3) is null ? 0 : node.ConstantFloats(3, "iou_threshold")[0],
            LeastScore = node.Input(4) is null ? float.NegativeInfinity : node.ConstantFloats(4, "score_threshold")[0],
        };
        Value selected = new() { Name = $"{node.Name}/selected", Type = ElementType.Int64, Shape = new Shape(scores.Shape[0] * scores.Shape[1] * most, Numbers) },
            count = new() { Name = $"{node.Name}/count", Type = ElementType.Int64, Shape = new Shape(1) };
        graph.Add(node, record, [boxes, scores], [selected, count]);
        if (selected.IsConstant)
        {
            var rows = (int)count.ConstantAs<long>()[0];
            graph.Output(node, 0, OnnxGraphBuilder.Constant(node, "selected", new Shape(rows, Numbers), selected.ConstantAs<long>()[..(rows * Numbers)]));
            return;
        }

        graph.PadRows(node, count);
        graph.Output(node, 0, selected);
    }
}
