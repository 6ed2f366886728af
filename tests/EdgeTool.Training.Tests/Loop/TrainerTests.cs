using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

public class TrainerTests : IDisposable
{
    private static readonly TrainingOptions Options = new() { Epochs = 12, Batch = 20, LearningRate = 0.02, Schedule = RateSchedule.Linear };

    private readonly string _folder = Directory.CreateTempSubdirectory("trainer").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [TorchFact]
    public void ANetLearnsWhatALineCannotPart()
    {
        using var twin = Twin.Of(TwoMoons.Net(3));
        var held = TwoMoons.Data(400, 8);
        var before = TrainingScore.Of(twin, held);
        var result = Trainer.Run(twin, TwoMoons.Data(600, 5), TwoMoons.Data(200, 6), Options);
        Assert.Equal(12, result.Epochs);
        Assert.InRange(before.Accuracy, 0, 0.9);
        Assert.InRange(TrainingScore.Of(twin, held).Accuracy, 0.95, 1);
    }

    /// <summary>A recipe's <c>"validation": 0</c> splits off a part without examples.</summary>
    [TorchFact]
    public void WithoutValidationExamplesTheLastEpochCounts()
    {
        var (all, none) = TwoMoons.Data(600, 5).Split(0, new SplitMix(1));
        using var twin = Twin.Of(TwoMoons.Net(3));
        Assert.Equal(12, Trainer.Run(twin, all, none, Options).BestEpoch);
        Assert.InRange(TrainingScore.Of(twin, TwoMoons.Data(400, 8)).Accuracy, 0.95, 1);
    }

    /// <summary>Blended examples leave a net unsure between classes: its scores come less far apart, its answers stay right.</summary>
    [TorchFact]
    public void ABlendedBatchTeachesAnswersInBetween()
    {
        using var plain = Twin.Of(TwoMoons.Net(3));
        using var blended = Twin.Of(TwoMoons.Net(3));
        var seen = new SeenSteps();
        Trainer.Run(plain, TwoMoons.Data(600, 5), null, Options);
        Trainer.Run(blended, TwoMoons.Data(600, 5), null, Options with { Mixup = 1 }, [seen]);
        Assert.InRange(TrainingScore.Of(blended, TwoMoons.Data(400, 8)).Accuracy, 0.85, 1);
        Assert.InRange(Margin(blended), 0, 0.7 * Margin(plain));
        Assert.InRange(seen.Blended, 0.9, 1);
        Assert.Throws<EdgeTool.Compiler.Datasets.DatasetException>(() => Trainer.Run(plain, TwoMoons.Data(600, 5), null, Options with { Mixup = 1, Task = TrainingTask.Reconstruct }));

        static double Margin(Twin twin)
        {
            using var frozen = no_grad();
            var scores = twin.Run(TwoMoons.Data(400, 8).Batch([.. Enumerable.Range(0, 400)]))[TrainingLoss.ScoresOf(twin.Graph)].reshape(400, -1);
            return (scores.max(1).values - scores.min(1).values).mean().item<float>();
        }
    }

    /// <summary>Native functions are bound in the first step, where a collection would free the numbers that they are called with.</summary>
    [TorchFact]
    public void TheFirstStepOfAnEpochCollectsNothing()
    {
        using var twin = Twin.Of(TwoMoons.Net(3));
        var seen = new SeenSteps();
        Trainer.Run(twin, TwoMoons.Data(100, 5), null, Options with { Epochs = 1 }, [seen]);
        Assert.Equal([true, false, false, false, false], seen.Uncollected);
        Assert.NotEqual(System.Runtime.GCLatencyMode.NoGCRegion, System.Runtime.GCSettings.LatencyMode);
    }

    [TorchFact]
    public void TheSameSeedGivesTheSameBytes()
    {
        Assert.Equal(Trained(Options), Trained(Options));
        Assert.NotEqual(Trained(Options), Trained(Options with { Seed = 2 }));
    }

    [TorchTheory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void AKilledRunGoesOnToTheSameBytes(OptimizerKind optimizer)
    {
        var options = Options with { Optimizer = optimizer, Augmentations = [new NoiseAugmentation(0.01)], Checkpoint = Path.Combine(_folder, "run.checkpoint") };
        var whole = Trained(options with { Checkpoint = null });
        using (var cancellation = new CancellationTokenSource())
        {
            var stopped = Assert.Throws<TrainingStoppedException>(() => Trained(options, p =>
            {
                if (p is { Epoch: 6, Validation: null })
                {
                    cancellation.Cancel();
                }
            }, cancellation.Token));
            Assert.Contains("run.checkpoint", stopped.Message, StringComparison.Ordinal);
        }

        var seen = new List<int>();
        Assert.Equal(whole, Trained(options, p => seen.Add(p.Epoch)));
        Assert.Equal(6, seen[0]);
    }

    [TorchFact]
    public void ACheckpointOfAnotherRunAndADamagedOneAreRefused()
    {
        var options = Options with { Checkpoint = Path.Combine(_folder, "run.checkpoint") };
        Trained(options);
        Assert.Contains("another training", Assert.Throws<TrainingStoppedException>(() => Trained(options with { LearningRate = 0.01 })).Message, StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(options.Checkpoint);
        bytes[bytes.Length / 2]++;
        File.WriteAllBytes(options.Checkpoint, bytes);
        Assert.Contains("damaged", Assert.Throws<TrainingStoppedException>(() => Trained(options)).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void ALossThatIsNoNumberStopsWithTheBestWeights()
    {
        using var twin = Twin.Of(TwoMoons.Net(3));
        var start = TwoMoons.Weights(twin);
        var stopped = Assert.Throws<TrainingStoppedException>(() => Trainer.Run(
            twin, TwoMoons.Data(100, 5), null, Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e30, Schedule = RateSchedule.Constant }));
        Assert.Contains("smaller learning rate", stopped.Message, StringComparison.Ordinal);
        Assert.All(twin.Parameters.Values, p => Assert.True(p.isfinite().all().item<bool>()));
        Assert.Equal(start, TwoMoons.Weights(twin));
    }

    [TorchFact]
    public void PatienceEndsTraining()
    {
        using var twin = Twin.Of(TwoMoons.Net(3));
        var result = Trainer.Run(twin, TwoMoons.Data(100, 5), TwoMoons.Data(100, 6), Options with { Epochs = 500, Patience = 3 });
        Assert.InRange(result.Epochs, result.BestEpoch + 3, 499);
    }

    [TorchFact]
    public void MethodsSeeWeightsLossAndUpdates()
    {
        using var twin = Twin.Of(TwoMoons.Net(3));
        var masked = twin.Graph.Nodes[0].Inputs[1]!;
        var mask = new FirstRowsMask(masked);
        Trainer.Run(twin, TwoMoons.Data(200, 5), null, Options, [mask]);
        Assert.Empty(twin.Hooks);
        Assert.All(TwinTensors.Floats(twin.Parameters[masked])[..16], w => Assert.Equal(0, w));
        Assert.Equal(12 * 10, mask.Updates);
    }

    private static byte[] Trained(TrainingOptions options, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var twin = Twin.Of(TwoMoons.Net(3), options.Optimizer == OptimizerKind.Adam ? [] : null);
        Trainer.Run(twin, TwoMoons.Data(200, 5), TwoMoons.Data(100, 6), options, null, progress, cancellation);
        return TwoMoons.Weights(twin);
    }

    /// <summary>Keeps the first eight rows of a weight at zero.</summary>
    private sealed class FirstRowsMask(Value weight) : ITrainingMethod
    {
        public int Updates { get; private set; }

        public void AfterUpdate(TrainingStep step)
        {
            using var frozen = no_grad();
            step.Run.Twin.Parameters[weight].narrow(0, 0, 8).zero_();
            Updates++;
        }
    }
}
