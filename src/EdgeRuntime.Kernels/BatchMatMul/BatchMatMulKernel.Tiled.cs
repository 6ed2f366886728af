using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// float32: four rows times two vectors of columns, or, where the right matrix is stored transposed, products of rows.
/// </summary>
public static unsafe partial class BatchMatMulKernel
{
    private static bool BindTiled<TIsa, TLanes>(StepView step, out BoundKernel kernel)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var record = step.Record<BatchMatMul>();
        kernel = new BoundKernel
        {
            Run = &RunTiles<TIsa, TLanes>,
            Units = step.Outputs[0].Shape.Product(0, step.Outputs[0].Shape.Rank - 1),
        };
        if (record.RightTransposed == 1)
        {
            kernel.Run = &RunRows<TIsa, TLanes>;
        }

        return step.Inputs[0].Type == ElementType.Float32
            && (record.RightTransposed == 1 ? record.LeftTransposed == 0 : step.Outputs[0].Shape[-1] >= FloatTile<TIsa, TLanes>.Columns);
    }

    private static void RunRows<TIsa, TLanes>(StepContext* step, int begin, int end, int worker)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var (rows, columns, depth) = (step->Outputs[0].Shape[-2], step->Outputs[0].Shape[-1], step->Inputs[0].Shape[-1]);
        for (var unit = begin; unit < end; unit++)
        {
            var left = Matrix(step, 0, unit / rows, (nint)rows * depth) + ((nint)(unit % rows) * depth);
            var right = Matrix(step, 1, unit / rows, (nint)columns * depth);
            FloatDots<TIsa, TLanes>.Multiply(right, depth, left, depth, step->Outputs[0].As<float>() + ((nint)unit * columns), columns);
        }
    }

    private static void RunTiles<TIsa, TLanes>(StepContext* step, int begin, int end, int worker)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var (rows, columns) = (step->Outputs[0].Shape[-2], step->Outputs[0].Shape[-1]);
        var isTransposed = step->RecordAs<BatchMatMul>().LeftTransposed == 1;
        var depth = step->Inputs[0].Shape[isTransposed ? -2 : -1];
        var (rowStride, stride) = isTransposed ? ((nint)1, (nint)rows) : (depth, 1);
        for (var unit = begin; unit < end;)
        {
            var (batch, row) = (unit / rows, unit % rows);
            var count = Math.Min(Math.Min(end - unit, rows - row), FloatTile<TIsa, TLanes>.Rows);
            MultiplyRows<TIsa, TLanes>(
                Matrix(step, 0, batch, (nint)rows * depth) + (row * rowStride), rowStride, stride, count,
                Matrix(step, 1, batch, (nint)depth * columns), depth, columns, step->Outputs[0].As<float>() + ((nint)unit * columns));
            unit += count;
        }
    }

    /// <summary>1 to 4 rows (x, rows rowStride and elements stride apart) times a matrix (depth, columns).</summary>
    private static void MultiplyRows<TIsa, TLanes>(
        float* x, nint rowStride, nint stride, int count, float* matrix, int depth, int columns, float* output)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var width = FloatTile<TIsa, TLanes>.Columns;
        var noBias = stackalloc float[width];
        var sums = stackalloc float[width * FloatTile<TIsa, TLanes>.Rows];
        var limits = FloatLimits<TLanes>.Of<TIsa>(Activation.None);
        new Span<float>(noBias, width).Clear();
        float* x2 = x + (Math.Min(1, count - 1) * rowStride), x3 = x + (Math.Min(2, count - 1) * rowStride);
        var x4 = x + (Math.Min(3, count - 1) * rowStride);
        for (var column = 0; column < columns; column += width)
        {
            // The last columns overlap the ones before them.
            column = Math.Min(column, columns - width);
            var tile = default(FloatTile<TIsa, TLanes>);
            tile.Add(x, x2, x3, x4, stride, matrix + column, columns, depth);
            tile.Finish(noBias, limits, sums);
            for (var i = 0; i < count; i++)
            {
                new ReadOnlySpan<float>(sums + (i * width), width).CopyTo(new Span<float>(output + ((nint)i * columns) + column, width));
            }
        }
    }

    private static float* Matrix(StepContext* step, int operand, int batch, nint elements) =>
        step->Inputs[operand].As<float>() + (MatrixIndex(step->Inputs[operand].Shape, step->Outputs[0].Shape, batch) * elements);
}
