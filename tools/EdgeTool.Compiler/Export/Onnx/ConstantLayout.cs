using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Constants with their axes in another order.</summary>
internal static class ConstantLayout
{
    /// <summary>Dimension i of the result is dimension <paramref name="permutation"/>[i] of the constant.</summary>
    public static (int[] Dimensions, byte[] Elements) Permuted(ReadOnlySpan<byte> elements, ReadOnlySpan<int> dimensions, int sizeBytes, ReadOnlySpan<int> permutation)
    {
        var rank = dimensions.Length;
        var (result, strides) = (new int[rank], new int[rank]);
        for (var i = 0; i < rank; i++)
        {
            result[i] = dimensions[permutation[i]];
            strides[i] = Product(dimensions[(permutation[i] + 1)..]);
        }

        var (moved, index) = (new byte[elements.Length], new int[rank]);
        for (var to = 0; to < moved.Length; to += sizeBytes)
        {
            var from = 0;
            for (var i = 0; i < rank; i++)
            {
                from += index[i] * strides[i];
            }

            elements.Slice(from * sizeBytes, sizeBytes).CopyTo(moved.AsSpan(to));
            for (var i = rank - 1; i >= 0 && ++index[i] == result[i]; i--)
            {
                index[i] = 0;
            }
        }

        return (result, moved);
    }

    private static int Product(ReadOnlySpan<int> dimensions)
    {
        var product = 1;
        foreach (var dimension in dimensions)
        {
            product *= dimension;
        }

        return product;
    }
}
