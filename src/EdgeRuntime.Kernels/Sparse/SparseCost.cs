namespace EdgeRuntime.Kernels;

/// <summary>Instructions that an instruction set spends on a layer, dense and sparse: what <see cref="SparseGroups"/> decides by.</summary>
/// <param name="Many">Where tiles of several rows share what they load.</param>
/// <param name="Single">One row.</param>
internal readonly record struct SparseCost(RowCost Many, RowCost Single)
{
    /// <summary>Sparse kernels are chosen when they cost at most this share of the dense one: the margin is what the model may be wrong by.</summary>
    public const double Worthwhile = 0.85;

    /// <summary>Rows that are gathered before their products are computed.</summary>
    public const int RowsAtOnce = 24;

    /// <summary>Of one row and a group of channels.</summary>
    /// <param name="rows">Rows of the layer.</param>
    /// <param name="channels">Channels of the group.</param>
    /// <param name="depth">Depths that are multiplied.</param>
    /// <param name="windows">Windows that are gathered; none when the row is read where it lies.</param>
    public double Of(int rows, int channels, int depth, int windows)
    {
        var cost = rows < 4 ? Single : Many;
        return (channels * (((depth + 15) / 16 * cost.Products) + cost.Output)) + (windows * cost.Window) + (windows > 0 ? cost.Group : 0);
    }
}

/// <summary>Instructions for one row.</summary>
/// <param name="Products">16 products of one channel.</param>
/// <param name="Window">A <see cref="GatherWindow"/>, and laying out what it picked.</param>
/// <param name="Output">Rescaling and storing one sum.</param>
/// <param name="Group">Beginning a group.</param>
internal readonly record struct RowCost(double Products, double Window, double Output, double Group);
