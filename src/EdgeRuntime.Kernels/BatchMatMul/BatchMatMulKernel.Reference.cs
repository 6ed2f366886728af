using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class BatchMatMulKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.Product(0, step.Outputs[0].Shape.Rank - 1),
            Prepare = &PrepareOutputStage,
            PreparedBytes = OutputStage.SizeBytes(sizeof(OutputStage), 1),
        };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &RunReference<FloatArithmetic, float, float, float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &RunReference<Int8Arithmetic, sbyte, sbyte, int>;
                return true;
            case ElementType.Int16:
                kernel.Run = &RunReference<Int16PairArithmetic, short, short, long>;
                return true;
            default:
                return false;
        }
    }

    private static void PrepareOutputStage(StepContext* step) =>
        OutputStage.Write(step, sizeof(OutputStage), 1, Activation.None, singleProduct: true);

    private static void RunReference<TArithmetic, TLeft, TRight, TSum>(StepContext* step, int begin, int end, int worker)
        where TArithmetic : IMultiplyAccumulate<TLeft, TRight, TSum>
        where TLeft : unmanaged
        where TRight : unmanaged
        where TSum : unmanaged, INumber<TSum>
    {
        var record = step->RecordAs<BatchMatMul>();
        var stage = (OutputStage*)step->Prepared;
        var (rows, columns) = (step->Outputs[0].Shape[-2], step->Outputs[0].Shape[-1]);
        var depth = step->Inputs[0].Shape[record.LeftTransposed == 0 ? -1 : -2];
        var (leftRowStride, leftStride) = record.LeftTransposed == 0 ? (depth, 1) : (1, rows);
        var (rightColumnStride, rightStride) = record.RightTransposed == 0 ? (1, columns) : (depth, 1);
        var (leftZero, rightZero) = (stage->InputZeroPoint, stage->WeightZeroPoint);
        for (var unit = begin; unit < end; unit++)
        {
            var (batch, row) = (unit / rows, unit % rows);
            var left = step->Inputs[0].As<TLeft>() + ((nint)MatrixIndex(step->Inputs[0].Shape, step->Outputs[0].Shape, batch) * rows * depth)
                + ((nint)row * leftRowStride);
            var matrix = step->Inputs[1].As<TRight>()
                + ((nint)MatrixIndex(step->Inputs[1].Shape, step->Outputs[0].Shape, batch) * depth * columns);
            var output = step->Outputs[0].As<TLeft>() + ((nint)unit * columns);
            for (var column = 0; column < columns; column++)
            {
                var right = matrix + ((nint)column * rightColumnStride);
                var sum = TSum.Zero;
                for (var d = 0; d < depth; d++)
                {
                    sum = TArithmetic.Add(sum, left[(nint)d * leftStride], right[(nint)d * rightStride], leftZero, rightZero);
                }

                output[column] = TArithmetic.Finish(sum, stage, 0);
            }
        }
    }

    /// <summary>Which of the operand's matrices the output's matrix number <paramref name="batch"/> is made from, broadcasting.</summary>
    private static int MatrixIndex(Shape operand, Shape output, int batch)
    {
        var (index, stride) = (0, 1);
        for (var i = 3; i <= output.Rank; i++)
        {
            var coordinate = batch % output[-i];
            batch /= output[-i];
            if (i <= operand.Rank)
            {
                index += operand[-i] == 1 ? 0 : coordinate * stride;
                stride *= operand[-i];
            }
        }

        return index;
    }
}
