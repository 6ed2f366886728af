namespace EdgeRuntime.Kernels;

/// <summary>The costs of an instruction set, known to the code that binds a step and to the code that prepares it.</summary>
internal interface ISparseCost
{
    static abstract SparseCost Cost { get; }
}

internal readonly struct DpCost : ISparseCost
{
    public static SparseCost Cost => new(new RowCost(1.25, 6, 3.5, 6), new RowCost(1.9, 11, 4, 130));
}

internal readonly struct AdvSimdCost : ISparseCost
{
    public static SparseCost Cost => new(new RowCost(3.7, 6, 4.5, 6), new RowCost(4.3, 11, 5, 130));
}

internal readonly struct Avx2Cost : ISparseCost
{
    public static SparseCost Cost => new(new RowCost(2.6, 14, 3, 8), new RowCost(3.3, 22, 3, 180));
}

internal readonly struct Avx512BWCost : ISparseCost
{
    public static SparseCost Cost => new(new RowCost(1.3, 14, 2, 8), new RowCost(1.7, 22, 2, 180));
}

internal readonly struct AvxVnniCost : ISparseCost
{
    public static SparseCost Cost => new(new RowCost(0.8, 14, 3, 8), new RowCost(1.1, 22, 3, 180));
}
