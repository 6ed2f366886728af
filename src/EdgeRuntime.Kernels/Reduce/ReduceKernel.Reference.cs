using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ReduceKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var function = step.Record<Reduce>().Function;
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.ElementCount,
            Prepare = &PrepareAxes,
            PreparedBytes = sizeof(AveragedAxes),
            Run = step.Inputs[0].Type switch
            {
                ElementType.Float32 => Real(function),
                ElementType.Int8 => Ordered<sbyte>(function),
                ElementType.UInt8 or ElementType.Bool => Ordered<byte>(function),
                ElementType.Int16 => Ordered<short>(function),
                ElementType.Int32 => Integer<int>(function),
                ElementType.Int64 => Integer<long>(function),
                _ => null,
            },
        };
        return kernel.Run != null;
    }

    private static delegate* managed<StepContext*, int, int, int, void> Real(ReduceFunction function) => function switch
    {
        ReduceFunction.Sum => &Run<float, RealReductions.Sum>,
        ReduceFunction.Prod => &Run<float, RealReductions.Prod>,
        ReduceFunction.L1 => &Run<float, RealReductions.L1>,
        ReduceFunction.L2 => &Run<float, RealReductions.L2>,
        ReduceFunction.LogSum => &Run<float, RealReductions.LogSum>,
        ReduceFunction.LogSumExp => &Run<float, RealReductions.LogSumExp>,
        ReduceFunction.SumSquare => &Run<float, RealReductions.SumSquare>,
        _ => Ordered<float>(function),
    };

    private static delegate* managed<StepContext*, int, int, int, void> Integer<T>(ReduceFunction function)
        where T : unmanaged, IBinaryInteger<T> => function switch
        {
            ReduceFunction.Sum => &Run<T, PlainReductions.Sum<T>>,
            ReduceFunction.Prod => &Run<T, PlainReductions.Prod<T>>,
            ReduceFunction.L1 => &Run<T, PlainReductions.L1<T>>,
            ReduceFunction.SumSquare => &Run<T, PlainReductions.SumSquare<T>>,
            _ => Ordered<T>(function),
        };

    private static delegate* managed<StepContext*, int, int, int, void> Ordered<T>(ReduceFunction function)
        where T : unmanaged, INumber<T> => function switch
        {
            ReduceFunction.Max => &Run<T, PlainReductions.Max<T>>,
            ReduceFunction.Min => &Run<T, PlainReductions.Min<T>>,
            _ => null,
        };

    private static void PrepareAxes(StepContext* step) =>
        *(AveragedAxes*)step->Prepared = AveragedAxes.Of(step->Inputs[0].Shape, step->RecordAs<Reduce>().AxisMask);

    private static void Run<T, TReduction>(StepContext* step, int begin, int end, int worker)
        where T : unmanaged
        where TReduction : struct, IReduction<T>
    {
        T* x = step->Inputs[0].As<T>(), y = step->Outputs[0].As<T>();
        ref var axes = ref *(AveragedAxes*)step->Prepared;
        var (length, stride) = axes.InnermostRun;
        for (var i = begin; i < end; i++)
        {
            var first = x + axes.First(i);
            var reduction = default(TReduction);
            for (var run = 0; run < axes.Elements / length; run++)
            {
                var element = first + axes.RunOffset(run);
                for (var k = 0; k < length; k++, element += stride)
                {
                    reduction.Add(*element);
                }
            }

            y[i] = reduction.Result();
        }
    }
}
