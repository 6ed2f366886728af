namespace EdgeTool;

/// <summary>One progress bar after another, for work that goes through named stages.</summary>
internal sealed class StageProgress(Terminal terminal) : IDisposable
{
    private string _stage = "";
    private ProgressBar? _bar;

    public void Report(string stage, int done, int total)
    {
        if (stage != _stage)
        {
            _bar?.Dispose();
            (_stage, _bar) = (stage, terminal.Progress(stage, total));
        }

        _bar!.Report(done);
    }

    public void Dispose() => _bar?.Dispose();
}
