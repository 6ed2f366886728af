namespace EdgeRuntime.Model;

/// <summary>Where a tensor's bytes live. The numbers are part of the file format.</summary>
public enum TensorKind : byte
{
    /// <summary>No tensor: an optional operand left out. Never stored.</summary>
    Absent = 0,

    /// <summary>In the weights section, used in place, read only.</summary>
    Constant = 1,

    /// <summary>In the arena between its first and its last step.</summary>
    Arena = 2,

    /// <summary>In the arena from load to unload: state that is carried from one inference to the next.</summary>
    Variable = 3,
}
