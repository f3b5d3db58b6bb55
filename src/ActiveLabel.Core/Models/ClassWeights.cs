namespace ActiveLabel.Core.Models;

/// <summary>How much a row counts in training, by its class.</summary>
public enum ClassWeights
{
    /// <summary>Every row counts the same, so that frequent classes count more.</summary>
    Equal,

    /// <summary>
    /// Every class counts the same: a row of class k weighs n / (K n_k), over the K classes that have rows (King and Zeng
    /// 2001, "Logistic regression in rare events data"). Rare classes are found more often, and all classes are predicted
    /// as though they were equally frequent. Guessed rows count among n, and their shares of class k among n_k; a row of
    /// several classes weighs the mean over its shares, times its own weight.
    /// </summary>
    Balanced,
}
