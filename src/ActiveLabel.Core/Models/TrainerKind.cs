namespace ActiveLabel.Core.Models;

/// <summary>What trains a project's models.</summary>
public enum TrainerKind
{
    /// <summary>Multinomial logistic regression with L1 and L2 penalties, by a solver of our own; the only one that learns from guesses too.</summary>
    ElasticNet,

    /// <summary>The same model by stochastic dual coordinate ascent (Shalev-Shwartz, Zhang 2013), ML.NET's; on labels alone.</summary>
    Sdca,

    /// <summary>Gradient boosted trees by LightGBM (Ke et al. 2017); on labels alone, without the penalties.</summary>
    LightGbm,
}
