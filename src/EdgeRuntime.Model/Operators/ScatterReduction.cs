namespace EdgeRuntime.Model;

/// <summary>What happens to an element that an update meets. The numbers are part of the file format.</summary>
public enum ScatterReduction
{
    Replace = 0,

    /// <summary>Sum; integers wrap.</summary>
    Add = 1,

    /// <summary>Product; integers wrap.</summary>
    Multiply = 2,

    Maximum = 3,
    Minimum = 4,
}
