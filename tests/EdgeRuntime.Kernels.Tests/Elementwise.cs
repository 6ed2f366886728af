using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>Runs element-wise operators and compares them with the same function in double precision.</summary>
internal static class Elementwise
{
    /// <summary>Stored units that rounding twice, to the multiplier's unit and then to the output's, may be off.</summary>
    public const double Tolerance = 0.76;

    /// <summary>Elements of the only output.</summary>
    public static T[] Run<TRecord, T>(TRecord record, TestTensor output, params TestTensor[] inputs)
        where TRecord : unmanaged, IOperatorRecord<TRecord>
        where T : unmanaged
    {
        var whole = StepRunner.Run(record, inputs, [output])[0];
        Assert.Equal(whole, StepRunner.Run(record, inputs, [output], workers: 3)[0]);
        return MemoryMarshal.Cast<byte, T>(whole).ToArray();
    }

    /// <summary>Every value of an 8-bit type once.</summary>
    public static TestTensor AllOf<T>(float scale, int zeroPoint) where T : unmanaged =>
        TestTensor.Of<T>(new Shape(256), MemoryMarshal.Cast<byte, T>(Enumerable.Range(0, 256).Select(i => (byte)i).ToArray()), scale, zeroPoint);

    /// <summary>Real values of stored elements.</summary>
    public static double[] Real(TestTensor tensor)
    {
        var info = tensor.Info;
        var scale = info.Scale > 0 ? (double)info.Scale : 1;
        return info.Type switch
        {
            ElementType.Float32 => [.. tensor.As<float>().Select(v => (double)v)],
            ElementType.Int8 => [.. tensor.As<sbyte>().Select(v => scale * (v - info.ZeroPoint))],
            ElementType.UInt8 => [.. tensor.As<byte>().Select(v => scale * (v - info.ZeroPoint))],
            ElementType.Int16 => [.. tensor.As<short>().Select(v => scale * (v - info.ZeroPoint))],
            _ => [.. tensor.As<int>().Select(v => scale * (v - info.ZeroPoint))],
        };
    }

    /// <summary>
    /// Runs a function of one value and requires every output, in its own integers, within <paramref name="tolerance"/> of the exact
    /// function saturated to the type's range.
    /// </summary>
    public static void MatchesFunction<TRecord>(TRecord record, TestTensor x, TestTensor output, Func<double, double> function, double tolerance)
        where TRecord : unmanaged, IOperatorRecord<TRecord>
    {
        var whole = StepRunner.Run(record, [x], [output])[0];
        Assert.Equal(whole, StepRunner.Run(record, [x], [output], workers: 3)[0]);
        Near(output with { Bytes = whole }, [.. Real(x).Select(function)], tolerance);
    }

    /// <summary>Requires every element within <paramref name="tolerance"/> stored units of the expected real value.</summary>
    public static void Near(TestTensor actual, double[] expected, double tolerance)
    {
        var info = actual.Info;
        var (min, max) = info.Type.QuantizedRange();
        var (scale, found) = (info.Type == ElementType.Float32 ? 1 : (double)info.Scale, Real(actual));
        for (var i = 0; i < expected.Length; i++)
        {
            var want = info.Type == ElementType.Float32
                ? expected[i]
                : scale * (Math.Clamp((expected[i] / scale) + info.ZeroPoint, min, max) - info.ZeroPoint);
            Assert.True(Math.Abs(found[i] - want) <= tolerance * scale, $"element {i}: expected {want}, found {found[i]}, unit {scale}");
        }
    }
}
