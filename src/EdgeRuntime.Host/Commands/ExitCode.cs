namespace EdgeRuntime.Host;

/// <summary>What the program answers to its caller; BSD sysexits.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Everything worked and the answer is no: the self-test differs.</summary>
    public const int No = 1;

    public const int Usage = 64;
    public const int BadData = 65;
    public const int NoInput = 66;
    public const int OurFault = 70;
    public const int InputOutput = 74;
    public const int BadConfiguration = 78;
}
