using System.Text;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>What changes from epoch to epoch, and goes into a <see cref="Checkpoint"/>.</summary>
internal sealed class TrainingState(Tensor[] weights, optim.Optimizer optimizer, IReadOnlyList<ITrainingMethod> methods)
{
    private readonly Tensor[] _learned = [.. weights, .. methods.SelectMany(m => m.Parameters)];
    private byte[][] _best = Checkpoint.Save([.. weights, .. methods.SelectMany(m => m.Parameters)]);

    public required string Identity { get; init; }

    public optim.Optimizer Optimizer => optimizer;

    /// <summary>Epochs that are finished.</summary>
    public int Epoch { get; private set; }

    /// <summary>From 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    public TrainingScore Best { get; private set; }

    public string WhatIsKept => BestEpoch == 0 ? "No epoch was finished; the weights are those of the start." : $"The best weights so far, of epoch {BestEpoch}, are kept.";

    private IEnumerable<Tensor> Present => _learned.Concat(methods.SelectMany(m => m.State));

    public string HowToGoOn(string? checkpoint) => checkpoint is not null && File.Exists(checkpoint)
        ? $"The same command goes on from '{checkpoint}' (epoch {Epoch}); delete that file to start anew."
        : "Nothing was saved yet; the same command starts anew.";

    public void Resume(string? path)
    {
        if (path is null || Checkpoint.Read(path, Identity) is not { } saved)
        {
            return;
        }

        (Epoch, BestEpoch, Best, _best) = (saved.Epoch, saved.BestEpoch, saved.Best, saved.BestWeights);
        Checkpoint.Restore(Present, saved.Present);
        using var reader = new BinaryReader(new MemoryStream(saved.Optimizer), Encoding.UTF8);
        ((TorchSharp.Modules.OptimizerHelper)optimizer).load_state_dict(reader);
    }

    public void EndEpoch(TrainingScore score, bool isBest, string? checkpoint)
    {
        Epoch++;
        if (isBest)
        {
            (BestEpoch, Best, _best) = (Epoch, score, Checkpoint.Save(_learned));
        }

        if (checkpoint is null)
        {
            return;
        }

        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            ((TorchSharp.Modules.OptimizerHelper)optimizer).save_state_dict(writer);
        }

        var saved = new Checkpoint
        {
            Identity = Identity,
            Epoch = Epoch,
            BestEpoch = BestEpoch,
            Best = Best,
            Optimizer = memory.ToArray(),
            Present = Checkpoint.Save(Present),
            BestWeights = _best,
        };
        try
        {
            saved.Write(checkpoint);
        }
        catch (IOException)
        {
            TakeKept();
            throw;
        }
    }

    /// <summary>Gives the twin, and the methods that learn with it, the best epoch's weights; the present ones stay where no epoch was final.</summary>
    public void TakeBest()
    {
        if (BestEpoch > 0)
        {
            TakeKept();
        }
    }

    /// <summary>The best epoch's weights; those of the start before there is one.</summary>
    public void TakeKept() => Checkpoint.Restore(_learned, _best);
}
