using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>float32 with known weights and no groups: four output pixels times two vectors of channels, read from the input where it lies.</summary>
public static unsafe partial class Conv2DKernel
{
    private static bool BindFloats<TIsa, TLanes>(StepView step, out BoundKernel kernel)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var (weights, bias) = (step.Inputs[1], step.Operands.Input(2));
        kernel = new BoundKernel
        {
            Run = &RunFloats<TIsa, TLanes>,
            Prepare = &PrepareFloats<TIsa, TLanes>,
            PreparedBytes = FloatWeights.SizeBytes(weights.Shape[3], weights.Shape[0], weights.Shape.Product(1, 4), FloatTile<TIsa, TLanes>.Columns),
            Units = step.Outputs[0].Shape.Product(0, 2),
        };
        return step.Inputs[0].Type == ElementType.Float32 && weights.Kind == TensorKind.Constant
            && bias.Kind is TensorKind.Constant or TensorKind.Absent && weights.Shape[3] == step.Inputs[0].Shape[3];
    }

    private static void PrepareFloats<TIsa, TLanes>(StepContext* step)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        ref readonly var shape = ref step->Inputs[1].Shape;
        FloatWeights.Write(step, shape[3], shape[0], shape.Product(1, 4), FloatTile<TIsa, TLanes>.Columns);
    }

    private static void RunFloats<TIsa, TLanes>(StepContext* step, int begin, int end, int worker)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var weights = (FloatWeights*)step->Prepared;
        var columns = FloatTile<TIsa, TLanes>.Columns;
        var window = FloatWindow.Of(step, step->RecordAs<Conv2D>());
        var limits = FloatLimits<TLanes>.Of<TIsa>(step->RecordAs<Conv2D>().Activation);
        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var blockStride = (nint)step->Inputs[1].Shape.Product(1, 4) * columns;
        var rows = stackalloc float[FloatTile<TIsa, TLanes>.Rows * columns];
        for (var row = begin; row < end; row++)
        {
            window.MoveToRow(row);
            var output = step->Outputs[0].As<float>() + ((nint)row * outW * outC);
            for (var channel = 0; channel < outC; channel += columns)
            {
                var block = weights->Blocks + (channel / columns * blockStride);
                for (var outX = 0; outX < outW; outX += FloatTile<TIsa, TLanes>.Rows)
                {
                    var tile = default(FloatTile<TIsa, TLanes>);
                    var (pixels, channels) = (Math.Min(outW - outX, FloatTile<TIsa, TLanes>.Rows), Math.Min(outC - channel, columns));
                    AddTaps(ref tile, window, outX, pixels, block, weights->Zeros);
                    tile.Finish(weights->Bias + channel, limits, rows);
                    for (var i = 0; i < pixels; i++)
                    {
                        new ReadOnlySpan<float>(rows + (i * columns), channels)
                            .CopyTo(new Span<float>(output + ((nint)(outX + i) * outC) + channel, channels));
                    }
                }
            }
        }
    }

    /// <summary>
    /// All taps under one to four pixels; the last one stands for those that are missing. Rows of taps outside the input add nothing, single
    /// taps outside it read zeros.
    /// </summary>
    private static void AddTaps<TIsa, TLanes>(
        ref FloatTile<TIsa, TLanes> tile, in FloatWindow window, int outX, int pixels, float* weights, float* zeros)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var columns = FloatTile<TIsa, TLanes>.Columns;
        var last = outX + pixels - 1;
        int outX2 = Math.Min(outX + 1, last), outX3 = Math.Min(outX + 2, last);
        var (taps, depth) = window.IsDense(outX, last) ? (1, window.KernelW * window.InC) : (window.KernelW, window.InC);
        for (var ky = 0; ky < window.KernelH; ky++)
        {
            if (!window.HasRow(ky))
            {
                weights += (nint)window.KernelW * window.InC * columns;
                continue;
            }

            for (var kx = 0; kx < taps; kx++, weights += (nint)depth * columns)
            {
                tile.Add(
                    window.Pixel(ky, kx, outX, zeros),
                    window.Pixel(ky, kx, outX2, zeros),
                    window.Pixel(ky, kx, outX3, zeros),
                    window.Pixel(ky, kx, last, zeros),
                    1,
                    weights,
                    columns,
                    depth);
            }
        }
    }
}
