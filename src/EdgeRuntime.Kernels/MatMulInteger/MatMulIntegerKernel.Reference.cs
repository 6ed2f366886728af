using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class MatMulIntegerKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.ElementCount / step.Outputs[0].Shape[-1],
            Run = (step.Inputs[0].Type, step.Inputs[1].Type) switch
            {
                (ElementType.Int8, ElementType.Int8) => &Run<sbyte, sbyte>,
                (ElementType.Int8, ElementType.UInt8) => &Run<sbyte, byte>,
                (ElementType.UInt8, ElementType.Int8) => &Run<byte, sbyte>,
                (ElementType.UInt8, ElementType.UInt8) => &Run<byte, byte>,
                _ => null,
            },
        };
        return kernel.Run != null;
    }

    private static void Run<TA, TB>(StepContext* step, int begin, int end, int worker)
        where TA : unmanaged, IBinaryInteger<TA>
        where TB : unmanaged, IBinaryInteger<TB>
    {
        Operand* a = &step->Inputs[0], b = &step->Inputs[1];
        var output = step->Outputs[0].Shape;
        var (rows, depth, columns) = (output[-2], a->Shape[-1], output[-1]);
        for (var unit = begin; unit < end; unit++)
        {
            var (batch, row) = Math.DivRem(unit, rows);
            var rowA = a->As<TA>() + (((MatrixOf(a->Shape, output, batch) * rows) + row) * depth);
            var matrixB = b->As<TB>() + (MatrixOf(b->Shape, output, batch) * depth * columns);
            var zeroA = ZeroPoint<TA>(step, 2, row);
            var y = step->Outputs[0].As<int>() + (unit * columns);
            for (var column = 0; column < columns; column++)
            {
                var zeroB = ZeroPoint<TB>(step, 3, column);
                var sum = 0;
                for (var k = 0; k < depth; k++)
                {
                    sum = unchecked(sum + ((int.CreateTruncating(rowA[k]) - zeroA) * (int.CreateTruncating(matrixB[(k * columns) + column]) - zeroB)));
                }

                y[column] = sum;
            }
        }
    }

    /// <summary>Which of an operand's matrices goes into matrix <paramref name="batch"/> of the output.</summary>
    private static int MatrixOf(in Shape operand, in Shape output, int batch)
    {
        int matrix = 0, stride = 1;
        for (var axis = 3; axis <= output.Rank; axis++)
        {
            var (outer, index) = Math.DivRem(batch, output[-axis]);
            if (axis <= operand.Rank && operand[-axis] != 1)
            {
                matrix += index * stride;
                stride *= operand[-axis];
            }

            batch = outer;
        }

        return matrix;
    }

    private static int ZeroPoint<T>(StepContext* step, int input, int index) where T : unmanaged, IBinaryInteger<T> =>
        step->HasInput(input) ? int.CreateTruncating(step->Inputs[input].As<T>()[step->Inputs[input].ElementCount == 1 ? 0 : index]) : 0;
}
