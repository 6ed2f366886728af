namespace EdgeTool;

/// <summary>What a script learns: sysexits.h, and 1 for a plain "no".</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int AnswerIsNo = 1;
    public const int Usage = 64;
    public const int BadData = 65;
    public const int NoInput = 66;
    public const int Unsupported = 69;
    public const int OurFault = 70;
    public const int InputOutput = 74;
}
