using EdgeRuntime.Model;
using static Laws.Tests.OperatorProbes;

namespace Laws.Tests;

/// <summary>Probes of operators that move elements by indices, resample axes, or run over sequences.</summary>
internal static class IndexProbes
{
    private static readonly Shape Plane = new(2, 4);

    public static Probe? Of(OpCode opCode, ElementType type) => opCode switch
    {
        OpCode.Expand => Step(default(Expand), [Tensor(type, new Shape(4, 1))], [Tensor(type, new Shape(2, 4, 4))]),
        OpCode.GatherElements => Step(new GatherElements { Axis = 1 }, [Tensor(type, Plane), Indices(Plane)], [Tensor(type, Plane)]),
        OpCode.GatherNd => Step(default(GatherNd), [Tensor(type, Plane), Indices(new Shape(3, 1))], [Tensor(type, new Shape(3, 4))]),
        OpCode.ScatterElements => Step(new ScatterElements { Axis = 1 }, [Tensor(type, Plane), Indices(Plane), Tensor(type, Plane)], [Tensor(type, Plane)]),
        OpCode.ScatterNd => Step(default(ScatterNd), [Tensor(type, Plane), Indices(new Shape(3, 1)), Tensor(type, new Shape(3, 4))], [Tensor(type, Plane)]),
        OpCode.TopK => Step(
            new TopK { Axis = 1, Largest = 1 },
            [Tensor(type, Plane)],
            [Tensor(type, new Shape(2, 3)), Tensor(ElementType.Int64, new Shape(2, 3))]),
        OpCode.Resample => Step(
            new Resample { Axis = 1 },
            [Tensor(type, Plane), Tensor(ElementType.Int32, new Shape(3, 2)), Tensor(ElementType.Float32, new Shape(3, 2))],
            [Tensor(type, new Shape(2, 3))]),
        OpCode.Recurrent => Gru(type),
        OpCode.NonMaxSuppression => Step(
            new NonMaxSuppression { MostOverlap = 0.5f },
            [Tensor(type, new Shape(1, 6, 4)), Tensor(type, new Shape(1, 2, 6))],
            [Tensor(ElementType.Int64, new Shape(4, 3)), Tensor(ElementType.Int64, new Shape(1))]),
        _ => null,
    };

    private static Probe Gru(ElementType type)
    {
        var (sequence, weights) = (Tensor(type, new Shape(2, 2, 4)), Tensor(type, new Shape(12, 4)));
        return Step(
            new Recurrent { Cell = RecurrentCell.Gru },
            [sequence, weights, weights, Tensor(type, new Shape(24)), Tensor(ElementType.Int32, new Shape(2)), Tensor(type, Plane)],
            [sequence, Tensor(type, Plane)]);
    }

    private static OperandInfo Indices(Shape shape) => Tensor(ElementType.Int32, shape);
}
