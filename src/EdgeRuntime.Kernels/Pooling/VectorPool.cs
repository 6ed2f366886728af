using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8, sixteen channels at a time, or eight where there are fewer; the last ones overlap those before them, so nothing is read behind the
/// channels.
/// </summary>
internal readonly unsafe struct VectorPool<TLanes> : IPool<sbyte> where TLanes : IPoolLanes
{
    private const int Lanes = 16, HalfLanes = 8, MaxElements = 256;

    public static bool Bind(StepView step, out BoundKernel kernel)
    {
        kernel = PoolRows.Bind<VectorPool<TLanes>, sbyte>(step);
        var (input, filter) = (step.Inputs[0], FilterOf(step));
        return input.Type == ElementType.Int8 && input.Shape[3] >= HalfLanes && filter <= MaxElements;
    }

    public static void Reduce(sbyte* window, int rows, nint rowStride, int columns, int channels, sbyte* pixel, in PoolLimits limits)
    {
        if (channels >= Lanes)
        {
            Sixteens(window, rows, rowStride, columns, channels, pixel, limits);
        }
        else
        {
            Eights(window, rows, rowStride, columns, channels, pixel, limits);
        }
    }

    private static void Sixteens(sbyte* window, int rows, nint rowStride, int columns, int channels, sbyte* pixel, in PoolLimits limits)
    {
        var count = rows * columns;
        var (min, max) = (Vector128.Create(limits.Min), Vector128.Create(limits.Max));
        for (var c = 0; c < channels; c += Lanes)
        {
            c = Math.Min(c, channels - Lanes);
            Vector128<short> lower = TLanes.Start, upper = TLanes.Start;
            for (var y = 0; y < rows; y++)
            {
                var element = window + (y * rowStride) + c;
                for (var x = 0; x < columns; x++, element += channels)
                {
                    var elements = Vector128.Load(element);
                    lower = TLanes.Add(lower, Vector128.WidenLower(elements));
                    upper = TLanes.Add(upper, Vector128.WidenUpper(elements));
                }
            }

            Vector128.Narrow(Finish(lower, count, min, max), Finish(upper, count, min, max)).Store(pixel + c);
        }
    }

    private static void Eights(sbyte* window, int rows, nint rowStride, int columns, int channels, sbyte* pixel, in PoolLimits limits)
    {
        var count = rows * columns;
        var (min, max) = (Vector128.Create(limits.Min), Vector128.Create(limits.Max));
        for (var c = 0; c < channels; c += HalfLanes)
        {
            c = Math.Min(c, channels - HalfLanes);
            var all = TLanes.Start;
            for (var y = 0; y < rows; y++)
            {
                var element = window + (y * rowStride) + c;
                for (var x = 0; x < columns; x++, element += channels)
                {
                    all = TLanes.Add(all, Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(element)).AsSByte()));
                }
            }

            var finished = Finish(all, count, min, max);
            Unsafe.WriteUnaligned(pixel + c, Vector128.Narrow(finished, finished).AsInt64().ToScalar());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Finish(Vector128<short> sum, int count, Vector128<int> min, Vector128<int> max) => Vector128.Narrow(
        Vector128.Min(Vector128.Max(TLanes.Finish(Vector128.WidenLower(sum), count), min), max),
        Vector128.Min(Vector128.Max(TLanes.Finish(Vector128.WidenUpper(sum), count), min), max));

    private static long FilterOf(StepView step)
    {
        var window = step.Record<AveragePool2D>().Window;
        return (long)window.FilterH * window.FilterW;
    }
}
