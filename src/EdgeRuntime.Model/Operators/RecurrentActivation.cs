using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>A function with its parameters, part of a record.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct RecurrentActivation
{
    public RecurrentFunction Function;
    public float Alpha;
    public float Beta;

    internal readonly void Check(string what)
    {
        Law.Require(FaultKind.Parameter, Enum.IsDefined(Function), what, "a number of RecurrentFunction", (int)Function);
        Law.Finite(what + " alpha", Alpha);
        Law.Finite(what + " beta", Beta);
    }
}
