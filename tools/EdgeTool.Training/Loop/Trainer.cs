using System.Globalization;
using System.Text.Json;
using EdgeTool.Compiler.Datasets;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>The one training loop: shuffled batches, augmentation, loss, methods, schedule, early stopping, checkpoints.</summary>
public static class Trainer
{
    /// <summary>Trains; the twin has the best epoch's weights afterwards, and no hooks of the methods.</summary>
    /// <param name="twin">The net.</param>
    /// <param name="training">What it learns from.</param>
    /// <param name="validation">What decides which epoch is best; without it the last one is.</param>
    /// <param name="options">How.</param>
    /// <param name="methods">What takes part.</param>
    /// <param name="progress">Called after every step, and at the end of every epoch with its score.</param>
    /// <param name="cancellation">Stops after the present step.</param>
    /// <exception cref="TrainingStoppedException">Cancelled, or the loss is no number: the twin has the best weights so far.</exception>
    /// <exception cref="DatasetException">Classes are trained, or labels blended, and the data has none.</exception>
    /// <exception cref="IOException">The checkpoint cannot be written: the twin has the best weights so far.</exception>
    public static TrainingResult Run(
        Twin twin, TrainingData training, TrainingData? validation, TrainingOptions options, IReadOnlyList<ITrainingMethod>? methods = null,
        Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        methods ??= [];
        if (options.Task == TrainingTask.Classify && (training.Labels.Length == 0 || validation is { Count: > 0, Labels.Length: 0 }))
        {
            throw new DatasetException("The data has numbers where classes are trained: train with the task regress or reconstruct, or name the column of labels.");
        }

        if (options.Mixup > 0 && options.Task != TrainingTask.Classify)
        {
            throw new DatasetException("mixup blends labels, and this task has none: leave it out.");
        }

        random.manual_seed(options.Seed);
        var run = new TrainingRun(twin, options, training, TrainingLoss.ScoresOf(twin.Graph), (training.Count + options.Batch - 1) / options.Batch);
        twin.Hooks.AddRange(methods);
        try
        {
            foreach (var method in methods)
            {
                method.Begin(run);
            }

            return Epochs(run, validation, methods, progress ?? (_ => { }), cancellation);
        }
        finally
        {
            twin.Hooks.RemoveAll(methods.Contains);
            twin.eval();
        }
    }

    private static TrainingResult Epochs(
        TrainingRun run, TrainingData? validation, IReadOnlyList<ITrainingMethod> methods, Action<TrainingProgress> progress, CancellationToken cancellation)
    {
        var (twin, options) = (run.Twin, run.Options);
        var weights = twin.state_dict().OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value).ToArray();
        var state = new TrainingState(weights, OptimizerOf(run, methods), methods) { Identity = Identity(run) };
        state.Resume(options.Checkpoint);
        var loss = double.NaN;
        while (state.Epoch < options.Epochs && (options.Patience == 0 || state.Epoch - state.BestEpoch < options.Patience || state.BestEpoch == 0))
        {
            loss = Epoch(run, state, methods, progress, cancellation);
            var score = validation is { Count: > 0 } ? TrainingScore.Of(twin, validation, options.Task) : new TrainingScore(loss, double.NaN);
            state.EndEpoch(score, isBest: methods.All(m => m.IsComplete) && (validation is not { Count: > 0 } || state.BestEpoch == 0 || score.IsBetterThan(state.Best)), options.Checkpoint);
            progress(new TrainingProgress(state.Epoch, options.Epochs, state.Epoch * run.StepsPerEpoch, run.Steps, loss, validation is { Count: > 0 } ? score : null));
        }

        state.TakeBest();
        return new TrainingResult(state.Epoch, state.BestEpoch, state.Best, loss);
    }

    private static double Epoch(
        TrainingRun run, TrainingState state, IReadOnlyList<ITrainingMethod> methods, Action<TrainingProgress> progress, CancellationToken cancellation)
    {
        var (options, sum, seen) = (run.Options, 0.0, 0);
        var random = new SplitMix(((ulong)(uint)options.Seed << 32) + (uint)state.Epoch);
        var order = Enumerable.Range(0, run.Data.Count).ToArray();
        random.Shuffle(order);
        run.Twin.train();
        foreach (var (number, examples) in order.Chunk(options.Batch).Index())
        {
            if (cancellation.IsCancellationRequested)
            {
                state.TakeKept();
                throw new TrainingStoppedException($"Stopped in epoch {state.Epoch + 1} of {options.Epochs}. {state.HowToGoOn(options.Checkpoint)}");
            }

            var index = (state.Epoch * run.StepsPerEpoch) + number;
            var branch = random.Branch();
            var loss = number > 0 ? Step(run, state.Optimizer, methods, examples, index, branch)
                : FirstCalls.Of(() => Step(run, state.Optimizer, methods, examples, index, branch));
            if (!double.IsFinite(loss))
            {
                state.TakeKept();
                throw new TrainingStoppedException(
                    $"The loss became {loss.ToString(CultureInfo.InvariantCulture)} in epoch {state.Epoch + 1}: take a smaller learning rate than {options.LearningRate.ToString(CultureInfo.InvariantCulture)}, or clipNorm. {state.WhatIsKept}");
            }

            (sum, seen) = (sum + (loss * examples.Length), seen + examples.Length);
            progress(new TrainingProgress(state.Epoch + 1, options.Epochs, index + 1, run.Steps, sum / seen, null));
        }

        return sum / seen;
    }

    private static double Step(
        TrainingRun run, optim.Optimizer optimizer, IReadOnlyList<ITrainingMethod> methods, int[] examples, int index, SplitMix random)
    {
        using var scope = NewDisposeScope();
        var labels = run.Data.Labels.Length == 0 ? null : tensor(Array.ConvertAll(examples, e => (long)run.Data.Labels[e]));
        var batch = MixedBatch.Of(Augmented(run, examples, random), labels, run.Options.Mixup, random);
        var step = new TrainingStep(run, index, examples, batch.Inputs, labels, run.Twin.Run(batch.Inputs));
        var loss = methods.Aggregate(batch.Loss(step), (sum, method) => method.Loss(step, sum));
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            return value;
        }

        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = run.Options.RateAt(step.Done);
        }

        optimizer.zero_grad();
        loss.backward();
        if (run.Options.ClipNorm > 0)
        {
            nn.utils.clip_grad_norm_(run.Twin.parameters(), run.Options.ClipNorm);
        }

        foreach (var method in methods)
        {
            method.BeforeUpdate(step);
        }

        optimizer.step();
        foreach (var method in methods)
        {
            method.AfterUpdate(step);
        }

        return value;
    }

    private static Tensor[] Augmented(TrainingRun run, int[] examples, SplitMix random)
    {
        if (run.Options.Augmentations.Count == 0)
        {
            return run.Data.Batch(examples);
        }

        return [.. run.Data.Shapes.Select((shape, input) =>
        {
            var length = shape.ElementCount;
            var values = new float[examples.Length * length];
            for (var i = 0; i < examples.Length; i++)
            {
                var example = values.AsSpan(i * length, length);
                run.Data.Example(input, examples[i]).CopyTo(example);
                foreach (var augmentation in run.Options.Augmentations)
                {
                    augmentation.Apply(example, shape, random);
                }
            }

            return tensor(values, TwinTensors.Batched(examples.Length, shape));
        })];
    }

    private static optim.Optimizer OptimizerOf(TrainingRun run, IReadOnlyList<ITrainingMethod> methods)
    {
        var (options, parameters) = (run.Options, run.Twin.parameters().Concat(methods.SelectMany(m => m.Parameters)));
        return options.Optimizer == OptimizerKind.Adam
            ? optim.Adam(parameters, options.LearningRate, weight_decay: options.WeightDecay)
            : optim.SGD(parameters, options.LearningRate, options.Momentum, weight_decay: options.WeightDecay);
    }

    /// <summary>What must be the same for a checkpoint to fit: everything that decides the result, but for its own place.</summary>
    private static string Identity(TrainingRun run) => string.Join('\n',
        JsonSerializer.Serialize(run.Options with { Checkpoint = null, Augmentations = [] }),
        string.Join(", ", run.Options.Augmentations),
        $"{run.Data.Count} examples",
        string.Join(", ", run.Twin.parameters().Select(p => string.Join('x', p.shape))));
}
