using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// The best of boxes that overlap, as NonMaxSuppression of the ONNX specification (opset 11): each class of each image takes its boxes by falling
/// score, of equal ones the first, and leaves out those that share more than <see cref="MostOverlap"/> of their union with one taken.
/// Inputs, float32: boxes (n, boxes, 4) and scores (n, classes, boxes). Outputs, int64: selected (n classes k, 3), rows of image, class and box,
/// k the most boxes of a class; and their count (1). Rows behind the count hold -1.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct NonMaxSuppression : IOperatorRecord<NonMaxSuppression>
{
    /// <summary>1: boxes are centre x, centre y, width, height; 0: two opposite corners y, x, y, x in any order.</summary>
    public int AreCentred;

    /// <summary>Largest intersection over union with a better box, 0..1.</summary>
    public float MostOverlap;

    /// <summary>Boxes take part whose score is above this; minus infinity: all but those of minus infinity.</summary>
    public float LeastScore;

    public static OpCode OpCode => OpCode.NonMaxSuppression;

    public static void Check(in NonMaxSuppression record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2, outputs: 2);
        var (boxes, scores, selected, count) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0], operands.Outputs[1]);
        Law.TypeOf("boxes", boxes, ElementType.Float32);
        Law.RankOf("boxes", boxes, 3, 3);
        Law.ShapeOf("boxes", boxes, new Shape(boxes.Shape[0], boxes.Shape[1], 4));
        Law.TypeOf("scores", scores, ElementType.Float32);
        Law.RankOf("scores", scores, 3, 3);
        Law.ShapeOf("scores", scores, new Shape(boxes.Shape[0], scores.Shape[1], boxes.Shape[1]));
        Law.Range("centred boxes", record.AreCentred, 0, 1);
        Law.Require(FaultKind.Parameter, record.MostOverlap is >= 0 and <= 1, "overlap", "0..1", record.MostOverlap);
        Law.Require(FaultKind.Parameter, !float.IsNaN(record.LeastScore), "least score", "a number", record.LeastScore);
        Law.TypeOf("selected", selected, ElementType.Int64);
        Law.RankOf("selected", selected, 2, 2);
        Law.Range("numbers of a selected row", selected.Shape[1], 3, 3);
        var classes = (long)scores.Shape[0] * scores.Shape[1];
        Law.Require(FaultKind.OperandShape, selected.Shape[0] % classes == 0 && selected.Shape[0] / classes <= boxes.Shape[1], "selected rows",
            $"a multiple of {classes}, at most {classes * boxes.Shape[1]}", selected.Shape[0]);
        Law.TypeOf("count", count, ElementType.Int64);
        Law.ShapeOf("count", count, new Shape(1));
    }

    /// <summary>The boxes of one class that are neither taken nor left out yet.</summary>
    public static long ScratchBytes(in NonMaxSuppression record, OperandSet operands) => operands.Inputs[0].Shape[1] * (long)sizeof(int);
}
