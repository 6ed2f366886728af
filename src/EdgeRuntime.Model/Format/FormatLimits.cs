namespace EdgeRuntime.Model;

/// <summary>Most that a file may ask for. A loader's time and memory stay in proportion to the file's length.</summary>
public static class FormatLimits
{
    public const int Tensors = 65_536;

    public const int Steps = 65_536;

    public const int Operands = 1 << 20;

    public const int Interfaces = 1_024;

    public const int SelfTestCases = 1_024;

    public const int ContractBytes = 1 << 20;

    public const int StringsBytes = 8 << 20;

    public const long ArenaBytes = 512L << 20;

    /// <summary>Packed constants together, once expanded.</summary>
    public const long ExpandedBytes = 512L << 20;

    /// <summary>SHA-256 of the public key, then the signature (ECDSA P-256, r and s of 32 bytes each).</summary>
    public const int SignatureBytes = 96;
}
