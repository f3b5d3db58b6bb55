using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>A Keras network as a graph of typed layers; every layer comes after the layers that feed it.</summary>
internal sealed class LayersModel
{
    private readonly Dictionary<string, Layer> _byName;

    public LayersModel(string name, IReadOnlyList<Layer> layers)
    {
        Name = name;
        Layers = layers;
        _byName = new Dictionary<string, Layer>(layers.Count);
        foreach (var layer in layers)
        {
            if (layer.Inputs.FirstOrDefault(input => !_byName.ContainsKey(input)) is { } missing)
                throw new WrongUseException($"Layer '{layer.Name}' of {name} is fed by '{missing}', which does not come before it.");
            if (!_byName.TryAdd(layer.Name, layer))
                throw new WrongUseException($"{name} has two layers called '{layer.Name}'.");
        }
    }

    public string Name { get; }

    public IReadOnlyList<Layer> Layers { get; }

    public Layer this[string name] =>
        _byName.TryGetValue(name, out var layer) ? layer : throw new WrongUseException($"{Name} has no layer '{name}'.");

    /// <summary>The named layers and all that they are computed from, in the network's order.</summary>
    public IReadOnlyList<Layer> Upstream(IEnumerable<string> names)
    {
        var wanted = new HashSet<string>();
        var open = new Stack<string>(names);
        while (open.TryPop(out var name))
        {
            if (!wanted.Add(name))
                continue;
            foreach (var input in this[name].Inputs)
                open.Push(input);
        }
        return [.. Layers.Where(layer => wanted.Contains(layer.Name))];
    }
}
