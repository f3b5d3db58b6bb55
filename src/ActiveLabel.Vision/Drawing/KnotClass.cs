namespace ActiveLabel.Vision.Drawing;

/// <summary>What a drawn knot is, in the order of the class list; names are written in lower case.</summary>
public enum KnotClass
{
    /// <summary>Grown firmly into the wood around it; no bark, no decay, a colour close to the wood's.</summary>
    Sound,

    /// <summary>Took no part in the tree's growth: usually darker, with a thin dark ring, whole or partial.</summary>
    Dry,

    /// <summary>Ringed wholly or partly by bark, thicker than a dry knot's ring.</summary>
    Encased,

    /// <summary>Holds decay: soft, stained, pitted.</summary>
    Decayed,
}
