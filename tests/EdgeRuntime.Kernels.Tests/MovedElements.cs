using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>
/// The definition that data-moving operators are held against: each output coordinate names the input coordinate it comes from.
/// </summary>
internal static class MovedElements
{
    /// <summary>One operator on one random input, for elements of 1, 2, 4 and 8 bytes, in one part and in three.</summary>
    /// <param name="from">Output coordinate to input coordinate; null where the output holds <paramref name="outside"/>.</param>
    public static void Check<TRecord>(TRecord record, Shape input, Shape output, Func<int[], int[]?> from, int outside = 0, params TestTensor[] more)
        where TRecord : unmanaged, IOperatorRecord<TRecord>
    {
        CheckType<sbyte, TRecord>(record, input, output, from, (sbyte)outside, more);
        CheckType<short, TRecord>(record, input, output, from, 0, more);
        CheckType<float, TRecord>(record, input, output, from, 0, more);
        CheckType<long, TRecord>(record, input, output, from, 0, more);
    }

    /// <summary>Index of a coordinate in a row-major tensor.</summary>
    public static int IndexOf(Shape shape, int[] at) => at.Select((c, axis) => c * shape.Product(axis + 1, shape.Rank)).Sum();

    /// <summary>Every coordinate of a shape, in the order of its elements.</summary>
    public static IEnumerable<int[]> Coordinates(Shape shape) => Enumerable.Range(0, shape.ElementCount).Select(i =>
        Enumerable.Range(0, shape.Rank).Select(axis => i / shape.Product(axis + 1, shape.Rank) % shape[axis]).ToArray());

    private static void CheckType<T, TRecord>(TRecord record, Shape inputShape, Shape outputShape, Func<int[], int[]?> from, T outside, TestTensor[] more)
        where T : unmanaged
        where TRecord : unmanaged, IOperatorRecord<TRecord>
    {
        var input = TestTensor.Random<T>(new Random(7), inputShape, 0.5f);
        var elements = input.As<T>();
        var expected = Coordinates(outputShape).Select(at => from(at) is { } source ? elements[IndexOf(inputShape, source)] : outside).ToArray();
        foreach (var workers in new[] { 1, 3 })
        {
            var output = TestTensor.Output<T>(outputShape, 0.5f, outside is sbyte zeroPoint ? zeroPoint : 0);
            var found = StepRunner.Run(record, [input, .. more], [output], workers: workers)[0];
            Assert.Equal(MemoryMarshal.AsBytes<T>(expected).ToArray(), found);
        }
    }
}
