"""Baselines of question I2c by scikit-learn: writes housing-baselines.json beside this file.

python3 make-housing-baselines.py FOLDER   # FOLDER holds cal_housing.data

The features are those of sklearn.datasets.fetch_california_housing, the split that of
torch.utils.data.random_split with seed 433.
"""

import json
import pathlib
import sys

import numpy as np
import sklearn
import torch
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

raw = np.loadtxt(pathlib.Path(sys.argv[1]) / "cal_housing.data", delimiter=",")
longitude, latitude, age, rooms, bedrooms, people, households, income, value = raw.T
x = np.stack(
    [income, age, rooms / households, bedrooms / households, people, people / households, latitude, longitude], axis=1
)
y = value / 100000

generator = torch.Generator().manual_seed(433)
train, test = (list(part) for part in torch.utils.data.random_split(range(len(y)), [15480, 5160], generator=generator))


def errors(predicted):
    truths = y[test]
    return {
        "mse": mean_squared_error(truths, predicted),
        "mae": mean_absolute_error(truths, predicted),
        "r2": r2_score(truths, predicted),
    }


linear = LinearRegression().fit(x[train], y[train])
result = {
    "sklearn": sklearn.__version__,
    "mean": errors(np.full(len(test), y[train].mean())),
    "linear": errors(linear.predict(x[test])),
}
path = pathlib.Path(__file__).with_name("housing-baselines.json")
path.write_text(json.dumps(result, indent=2) + "\n")
print(path.read_text())
