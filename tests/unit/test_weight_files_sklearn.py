"""Pipelines of scikit-learn's: what stands before the network is part of it, exactly, or named and refused."""

import io
import pickle

import joblib
import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits
from mnistnet.weight_files import open_weight_file

pytest.importorskip("sklearn")
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression, RidgeClassifier, SGDClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Binarizer, MaxAbsScaler, MinMaxScaler, Normalizer, RobustScaler, StandardScaler

pytestmark = [
    pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning"),
    pytest.mark.filterwarnings("ignore:The default value of"),
]
DIGITS = load_digits().split("validation")
PIXELS, LABELS = DIGITS.images[:300].reshape(300, -1) / 255, DIGITS.labels[:300]
TEST = load_digits().split("test").images[:60]
SHOWN = TEST.reshape(60, -1) / 255


def network(**options):
    return MLPClassifier(**{"hidden_layer_sizes": (8,), "max_iter": 3, "random_state": 1} | options)


def answers(content):
    """What the network in a file answers, with pixels from 0 to 1 as it learned."""
    opened = open_weight_file(content)
    network = opened.used(encoding=next(one.encoding for one in opened.candidates if one.encoding_name == "0 to 1"))
    return network.predict(TEST, dtype=np.float64)


def saved(model, compress=0):
    file = io.BytesIO()
    joblib.dump(model, file, compress=compress)
    return file.getvalue()


BEFORE = {
    "standard": [StandardScaler()],
    "without a mean": [StandardScaler(with_mean=False)],
    "without a deviation": [StandardScaler(with_std=False)],
    "least and most": [MinMaxScaler((-1, 1))],
    "most": [MaxAbsScaler()],
    "middle": [RobustScaler()],
    "components": [PCA(20, random_state=0)],
    "whitened": [StandardScaler(), PCA(20, whiten=True, random_state=0)],
    "nothing": ["passthrough"],
}


@pytest.mark.parametrize("name", BEFORE)
def test_what_stands_before_a_network_is_part_of_it(name):
    model = make_pipeline(*BEFORE[name], network(activation="tanh")).fit(PIXELS, LABELS)
    np.testing.assert_allclose(answers(saved(model)), model.predict_proba(SHOWN), atol=1e-6)
    np.testing.assert_allclose(answers(pickle.dumps(model)), model.predict_proba(SHOWN), atol=1e-6)
    assert open_weight_file(saved({"net": model, "rate": 0.1})).left_out == ("rate",)


def test_a_search_over_options_is_its_best():
    search = GridSearchCV(make_pipeline(StandardScaler(), network()), {"mlpclassifier__alpha": [1e-4, 1]}, cv=2)
    search.fit(PIXELS, LABELS)
    np.testing.assert_allclose(answers(saved(search)), search.predict_proba(SHOWN), atol=1e-6)


@pytest.mark.parametrize("labels", [LABELS.astype(str), LABELS.astype(str).astype(object)])
@pytest.mark.parametrize("compress", [0, ("zlib", 3), ("bz2", 3), ("xz", 3), ("lzma", 3)])
def test_labels_that_are_texts_and_every_packer_of_joblib(labels, compress):
    model = network().fit(PIXELS, labels)
    np.testing.assert_allclose(answers(saved(model, compress)), model.predict_proba(SHOWN), atol=1e-6)


def test_an_array_of_objects_is_pickled_once_more_by_joblib():
    model = network().fit(PIXELS, LABELS)
    arrays = np.empty(4, object)
    arrays[:] = [model.coefs_[0], model.intercepts_[0], model.coefs_[1], model.intercepts_[1]]
    for content in (saved({"net": arrays}), saved(arrays, ("gzip", 3))):
        first, last = open_weight_file(content).network.dense_layers
        assert np.array_equal(first.weights, model.coefs_[0]) and np.array_equal(last.biases, model.intercepts_[1])


def test_linear_models_keep_the_sums_that_they_compare():
    for model in (RidgeClassifier(), SGDClassifier(max_iter=5, random_state=0)):
        model.fit(PIXELS, LABELS)
        np.testing.assert_allclose(answers(saved(model)), model.decision_function(SHOWN), atol=1e-5)
    many = OneVsRestClassifier(LogisticRegression(max_iter=20)).fit(PIXELS, LABELS)
    sums = np.column_stack([one.decision_function(SHOWN) for one in many.estimators_])
    np.testing.assert_allclose(answers(saved(many)), 1 / (1 + np.exp(-sums)), atol=1e-6)
    one = make_pipeline(StandardScaler(), LogisticRegression(max_iter=20)).fit(PIXELS, LABELS)
    np.testing.assert_allclose(answers(saved(one)), one.predict_proba(SHOWN), atol=1e-6)


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (make_pipeline(Normalizer(), network()), "step “Normalizer”"),
        (make_pipeline(Binarizer(), network()), "step “Binarizer”"),
        (make_pipeline(MinMaxScaler(clip=True), network()), "step “MinMaxScaler”"),
        (make_pipeline(StandardScaler(), KNeighborsClassifier()), "step “KNeighborsClassifier”"),
        (KNeighborsClassifier(), "“KNeighborsClassifier” of scikit-learn's, which is no network"),
    ],
)
def test_what_no_network_does_is_refused_by_name(model, told):
    with pytest.raises(WeightFileError, match=told):
        open_weight_file(saved(model.fit(PIXELS, LABELS)))
