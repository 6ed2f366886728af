namespace EdgeRuntime.Model;

/// <summary>Activation fused into an operator's last step. The numbers are part of the file format.</summary>
public enum Activation
{
    None = 0,
    Relu = 1,

    /// <summary>Clamp to [-1, 1].</summary>
    ReluN1To1 = 2,

    /// <summary>Clamp to [0, 6].</summary>
    Relu6 = 3,
}
