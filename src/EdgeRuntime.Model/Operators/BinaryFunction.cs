namespace EdgeRuntime.Model;

/// <summary>Functions of <see cref="BinaryMath"/>. The numbers are part of the file format.</summary>
public enum BinaryFunction
{
    /// <summary>a / b; integers are cut toward zero, and 0 where b is 0.</summary>
    Div = 0,

    /// <summary>a to the power of b; of integers the wrapped integer, of their negative powers the part before the point.</summary>
    Pow = 1,

    /// <summary>Remainder with the sign of b (floored division); integers: 0 where b is 0.</summary>
    Mod = 2,

    /// <summary>Remainder with the sign of a (truncated division); integers: 0 where b is 0.</summary>
    FMod = 3,

    /// <summary>a + b of plain numbers; integers wrap.</summary>
    Sum = 4,

    /// <summary>a - b of plain numbers; integers wrap.</summary>
    Difference = 5,

    /// <summary>a b of plain numbers; integers wrap.</summary>
    Product = 6,

    And = 10,
    Or = 11,
    Xor = 12,

    Equal = 20,
    Greater = 21,
    GreaterOrEqual = 22,
    Less = 23,
    LessOrEqual = 24,

    BitwiseAnd = 30,
    BitwiseOr = 31,
    BitwiseXor = 32,

    /// <summary>a shifted by b bits; 0 unless b lies within the width of the type.</summary>
    ShiftLeft = 33,

    /// <summary>a shifted by b bits, signed numbers keeping their sign; 0 unless b lies within the width of the type.</summary>
    ShiftRight = 34,
}
