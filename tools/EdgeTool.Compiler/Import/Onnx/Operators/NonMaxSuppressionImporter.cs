using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// The best of boxes that overlap, where boxes and scores are known: each class takes its boxes by falling score, and drops those that share
/// more than a threshold of their union with one taken. How many are left is up to the data, so a model cannot compute it on a board.
/// </summary>
internal sealed class NonMaxSuppressionImporter : IOnnxImporter
{
    private readonly record struct Box(float Top, float Left, float Bottom, float Right)
    {
        public float Area => (Bottom - Top) * (Right - Left);

        /// <summary>Intersection over union.</summary>
        public float Overlap(Box other)
        {
            var (height, width) = (Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top), Math.Min(Right, other.Right) - Math.Max(Left, other.Left));
            var common = Math.Max(0, height) * Math.Max(0, width);
            return common <= 0 ? 0 : common / (Area + other.Area - common);
        }
    }

    public string OpType => "NonMaxSuppression";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (boxes, scores) = (node.Require(0, "boxes"), node.Require(1, "scores"));
        if (!boxes.IsConstant || !scores.IsConstant)
        {
            throw DynamicSizeImporter.Refusal();
        }

        if (boxes.Shape is not { Rank: 3 } || boxes.Shape[2] != 4 || scores.Shape is not { Rank: 3 } || scores.Shape[0] != boxes.Shape[0] || scores.Shape[2] != boxes.Shape[1])
        {
            throw new UnsupportedException($"takes boxes {boxes.Shape} and scores {scores.Shape}", "give (batch, boxes, 4) and (batch, classes, boxes)");
        }

        var most = node.Input(2) is null ? 0 : node.ConstantLongs(2, "max_output_boxes_per_class")[0];
        var overlap = node.Input(3) is null ? 0 : node.ConstantFloats(3, "iou_threshold")[0];
        var least = node.Input(4) is null ? float.NegativeInfinity : node.ConstantFloats(4, "score_threshold")[0];
        var corners = Boxes(boxes.ConstantAs<float>(), node.Flag("center_point_box"));
        var selected = new List<long>();
        for (var row = 0; row < scores.Shape[0] * scores.Shape[1]; row++)
        {
            var (batch, label) = (row / scores.Shape[1], row % scores.Shape[1]);
            var own = corners.AsSpan(batch * boxes.Shape[1], boxes.Shape[1]);
            foreach (var box in Select(own, scores.ConstantAs<float>().Slice(row * own.Length, own.Length), most, overlap, least))
            {
                selected.AddRange([batch, label, box]);
            }
        }

        graph.Output(node, 0, OnnxGraphBuilder.Constant<long>(node, "selected", new Shape(selected.Count / 3, 3), [.. selected]));
    }

    private static List<int> Select(ReadOnlySpan<Box> boxes, ReadOnlySpan<float> scores, long most, float overlap, float least)
    {
        var (order, keys) = (Enumerable.Range(0, boxes.Length).ToArray(), scores.ToArray());
        var taken = new List<int>();
        foreach (var candidate in order.Where(i => keys[i] > least).OrderByDescending(i => keys[i]))
        {
            if (taken.Count >= most)
            {
                break;
            }

            var isFree = true;
            foreach (var other in taken)
            {
                isFree &= boxes[candidate].Overlap(boxes[other]) <= overlap;
            }

            if (isFree)
            {
                taken.Add(candidate);
            }
        }

        return taken;
    }

    /// <summary>From two opposite corners (y, x, y, x) in any order, or from centre and size (x, y, width, height).</summary>
    private static Box[] Boxes(ReadOnlySpan<float> numbers, bool areCentred)
    {
        var boxes = new Box[numbers.Length / 4];
        for (var i = 0; i < boxes.Length; i++)
        {
            var (a, b, c, d) = (numbers[4 * i], numbers[(4 * i) + 1], numbers[(4 * i) + 2], numbers[(4 * i) + 3]);
            boxes[i] = areCentred
                ? new Box(b - (d / 2), a - (c / 2), b + (d / 2), a + (c / 2))
                : new Box(Math.Min(a, c), Math.Min(b, d), Math.Max(a, c), Math.Max(b, d));
        }

        return boxes;
    }
}
