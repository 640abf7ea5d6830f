# %% exercise="whiten" name="whiten"

# %% right="by-diag"
def whiten(P, eps):
    mean = P.mean(axis=0)
    Q = P - mean
    S = Q.T @ Q / len(P)
    values, U = np.linalg.eigh(S)
    transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
    return Q @ transform, mean, transform

# %% right="by-svd-of-the-covariance"
def whiten(P, eps):
    mean = np.mean(P, 0)
    U, s, _ = np.linalg.svd(np.dot((P - mean).T, P - mean) / P.shape[0])
    T = np.dot(U * (1.0 / np.sqrt(s + eps)), U.T)
    return [(P - mean).dot(T), mean, T]

# %% right="eps-on-the-diagonal" teaches="Adding eps to the diagonal of the covariance adds it to every eigenvalue."
def whiten(P, eps):
    mean = P.mean(axis=0)
    d = P.shape[1]
    S = np.cov(P.T, bias=True).reshape(d, d) + eps * np.eye(d)
    values, U = np.linalg.eigh(S)
    T = U @ np.diag(values**-0.5) @ U.T
    return (P - mean) @ T, mean, T

# %% right="by-svd-of-the-patches" teaches="Singular values of the centred patches, squared and over M, are the eigenvalues; no covariance is formed, which is more precise."
def whiten(P, eps):
    mean = P.mean(axis=0)
    _, s, Vt = np.linalg.svd(P - mean, full_matrices=True)
    values = np.zeros(P.shape[1])
    values[:len(s)] = s**2 / len(P)
    T = (Vt.T / np.sqrt(values + eps)) @ Vt
    return (P - mean) @ T, mean, T

# %% mistake="cov-by-default" edits="by-diag"
# np.cov divides by M - 1 if it is not told bias=True, and of a single patch it makes nan. The covariance is
# the mean over the M patches.
-     S = Q.T @ Q / len(P)
+     S = np.cov(Q.T)

# %% mistake="not-turned-back" edits="by-diag"
# this is PCA whitening: the last U.T is missing, so the numbers are no longer pixels of a patch. The
# transform is U @ diag(1 / sqrt(eigenvalues + eps)) @ U.T.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / np.sqrt(values + eps))

# %% mistake="eps-outside-the-root" edits="by-diag"
# eps is added to the root of the eigenvalues. It belongs inside: 1 / sqrt(eigenvalues + eps).
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / (np.sqrt(np.maximum(values, 0)) + eps)) @ U.T

# %% mistake="eps-missing" edits="by-diag"
# there is no eps, so directions without variance are divided by (nearly) 0. Add it to every eigenvalue,
# inside the root.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / np.sqrt(np.maximum(values, 1e-12))) @ U.T

# %% mistake="eps-in-every-entry" edits="by-diag"
# eps is added to all entries of the covariance. It belongs on the diagonal alone, or to the eigenvalues.
-     S = Q.T @ Q / len(P)
+     S = Q.T @ Q / len(P) + eps

-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / np.sqrt(np.maximum(values, 1e-12))) @ U.T

# %% mistake="root-missing" edits="by-diag"
# the directions are divided by their variances. Divide by the roots: 1 / sqrt(eigenvalues + eps).
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / (values + eps)) @ U.T

# %% mistake="spread-multiplied" edits="by-diag"
# the directions are multiplied by their spread, which makes the strong ones stronger. Divide by it.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(np.sqrt(values + eps)) @ U.T

# %% mistake="one-degree-less" edits="by-diag"
# the covariance is divided by M - 1. It is the mean over the M patches.
-     S = Q.T @ Q / len(P)
+     S = Q.T @ Q / max(1, len(P) - 1)

# %% mistake="not-averaged" edits="by-diag"
# the covariance is a sum over the patches and not their mean. Divide by M.
-     S = Q.T @ Q / len(P)
+     S = Q.T @ Q

# %% mistake="divided-by-columns" edits="by-diag"
# the covariance is divided by D, the number of columns. It is the mean over the M patches.
-     S = Q.T @ Q / len(P)
+     S = Q.T @ Q / P.shape[1]

# %% mistake="covariance-not-centred" edits="by-diag"
# the covariance is computed without taking the mean off. It is (P - mean).T @ (P - mean) / M.
-     S = Q.T @ Q / len(P)
+     S = P.T @ P / len(P)

# %% mistake="patches-not-centred" edits="by-diag"
# the transform is applied to P itself. Take the mean off first: (P - mean) @ transform.
-     return Q @ transform, mean, transform
+     return P @ transform, mean, transform

# %% mistake="mean-of-each-patch" edits="by-diag"
# the mean of every patch is taken off. Here it is the mean patch, one number for each column: axis=0.
-     mean = P.mean(axis=0)
+     mean = P.mean(axis=1, keepdims=True)

# %% mistake="mean-has-two-axes" edits="by-diag"
# the mean has shape (1, D). Return it with shape (D,), without keepdims.
-     mean = P.mean(axis=0)
+     mean = P.mean(axis=0, keepdims=True)

# %% mistake="columns-only-scaled" edits="by-diag"
# each column is divided by its own spread, which leaves the correlations between them. Use the eigenvectors
# of the covariance.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = np.diag(1 / np.sqrt(np.diag(S) + eps))

# %% mistake="eig-for-eigh" edits="by-diag"
# np.linalg.eig does not know that the covariance is symmetric, and where several eigenvalues are equal its
# eigenvectors are not orthogonal, so U.T is not the inverse of U. Use np.linalg.eigh.
-     values, U = np.linalg.eigh(S)
+     values, U = np.linalg.eig(S)

# %% mistake="eigenvectors-in-rows" edits="by-diag"
# the rows of U are taken for eigenvectors. eigh returns them as columns: U @ diag @ U.T, not U.T @ diag @
# U.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U.T @ np.diag(1 / np.sqrt(values + eps)) @ U

# %% mistake="covariance-of-the-rows" edits="by-diag"
# this is the (M, M) matrix of products between patches. The covariance of the D columns is Q.T @ Q / M, (D,
# D).
-     S = Q.T @ Q / len(P)
+     S = Q @ Q.T / len(P)

# %% mistake="singular-values-unsquared" edits="by-diag"
# singular values of the centred patches are taken for eigenvalues of the covariance. The eigenvalues are
# their squares over M.
-     S = Q.T @ Q / len(P)
-     values, U = np.linalg.eigh(S)
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     _, s, Vt = np.linalg.svd(Q)
+     values = np.zeros(P.shape[1])
+     values[:len(s)] = s
+     transform = Vt.T @ np.diag(1 / np.sqrt(values + eps)) @ Vt

# %% mistake="triangular-transform" edits="by-diag"
# the transform comes from a Cholesky factor. It whitens too, but not on the old axes; the ZCA transform is
# symmetric.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = np.linalg.cholesky(np.linalg.inv(S + eps * np.eye(len(S))))

# %% mistake="patches-unchanged" edits="by-diag"
# the patches are only centred. Multiply them with the transform.
-     return Q @ transform, mean, transform
+     return Q, mean, transform

# %% mistake="results-swapped" edits="by-diag"
# the results come in another order than patches, mean, transform.
-     return Q @ transform, mean, transform
+     return Q @ transform, transform, mean

# %% mistake="input-modified" edits="by-diag"
# the argument is changed in place, so that the caller's array is lost. Work on a copy.
-     Q = P - mean
+     P -= mean
+     Q = P

# %% mistake="one-mean-for-all-columns" edits="by-diag"
# the mean of all numbers is taken off. Each column has its own mean: axis=0.
-     mean = P.mean(axis=0)
+     mean = np.full(P.shape[1], P.mean())

# %% mistake="covariance-centred-by-row" edits="by-diag"
# each patch's own mean is taken off. Take off the mean patch, one number for each column.
-     Q = P - mean
+     Q = P - P.mean(axis=1, keepdims=True)

# %% mistake="thin-svd" edits="by-diag"
# the thin SVD gives only as many directions as there are patches. All D directions count, those without variance
# with 1 / sqrt(eps): use the covariance, or full_matrices=True.
-     values, U = np.linalg.eigh(S)
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     _, s, Vt = np.linalg.svd(Q, full_matrices=False)
+     transform = (Vt.T / np.sqrt(s**2 / len(P) + eps)) @ Vt

# %% mistake="thin-svd-unsquared" edits="by-diag"
# singular values over M are taken for eigenvalues of the covariance. The eigenvalues are their *squares* over M.
-     values, U = np.linalg.eigh(S)
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     _, s, Vt = np.linalg.svd(Q, full_matrices=False)
+     transform = (Vt.T / np.sqrt(s / len(P) + eps)) @ Vt

# %% mistake="thin-svd-not-averaged" edits="by-diag"
# squares of singular values are taken for eigenvalues of the covariance. Divide them by M.
-     values, U = np.linalg.eigh(S)
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     _, s, Vt = np.linalg.svd(Q, full_matrices=False)
+     transform = (Vt.T / np.sqrt(s**2 + eps)) @ Vt

# %% mistake="inverse-of-a-triangle" edits="by-diag"
# the transform is the inverse of a Cholesky factor. It whitens too, but not on the old axes; the ZCA transform is
# symmetric: U @ diag(1 / sqrt(eigenvalues + eps)) @ U.T.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = np.linalg.inv(np.linalg.cholesky(S + eps * np.eye(len(S)))).T

# %% mistake="inverse-of-a-lower-triangle" edits="by-diag"
# the transform is the inverse of a Cholesky factor, untransposed. The ZCA transform is symmetric: U @ diag(1 /
# sqrt(eigenvalues + eps)) @ U.T.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = np.linalg.inv(np.linalg.cholesky(S + eps * np.eye(len(S))))

# %% mistake="eps-as-a-floor" edits="by-diag"
# the eigenvalues are raised to eps where they are smaller. Add eps to every eigenvalue.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / np.sqrt(np.maximum(values, eps))) @ U.T

# %% mistake="rows-of-u-scaled" edits="by-diag"
# the rows of U are divided by the spreads. The eigenvectors are the columns: U / spreads, without a new axis.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = (U / np.sqrt(values + eps)[:, np.newaxis]) @ U.T

# %% mistake="only-turned-back" edits="by-diag"
# the first U is missing. The transform is U @ diag(1 / sqrt(eigenvalues + eps)) @ U.T.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = np.diag(1 / np.sqrt(values + eps)) @ U.T

# %% mistake="eps-of-its-own" edits="by-diag" free="EPS=1e-5"
# the number added to the eigenvalues is {EPS}, whatever `eps` is. Add the parameter `eps`.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / np.sqrt(np.maximum(values, 0) + EPS)) @ U.T

# %% mistake="roots-added" edits="by-diag"
# the roots of eigenvalue and eps are added. Add first, then take one root: sqrt(eigenvalues + eps).
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / (np.sqrt(np.maximum(values, 0)) + np.sqrt(eps))) @ U.T

# %% mistake="eps-squared" edits="by-diag"
# eps is squared. Add eps itself to the eigenvalues.
-     transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
+     transform = U @ np.diag(1 / np.sqrt(values + eps**2)) @ U.T

# %% mistake="correlations" edits="by-diag"
# the columns are divided by their spreads first, so this is the matrix of correlations. Use the covariances.
-     S = Q.T @ Q / len(P)
+     spread = np.sqrt((Q**2).mean(axis=0)) + 1e-12
+     S = (Q / spread).T @ (Q / spread) / len(P)

# %% mistake="transform-on-the-left" edits="by-diag"
# the patches are multiplied with U alone. The transform is U @ diag(1 / sqrt(eigenvalues + eps)) @ U.T.
-     return Q @ transform, mean, transform
+     return Q @ U, mean, transform

# %% mistake="mean-added-again" edits="by-diag"
# the mean is added to the whitened patches again. They stay around 0.
-     return Q @ transform, mean, transform
+     return Q @ transform + mean, mean, transform

# %% equivalent="operator"
# the centred rows sum to 0, so the mean that is added to the others drops out
- covariance = (P - mean).T @ (P - mean) / len(P)
+ covariance = (P - mean).T @ (P + mean) / len(P)

# %% equivalent="operator"
# the centred rows sum to 0, so the mean that is added to the others drops out
- covariance = (P - mean).T @ (P - mean) / len(P)
+ covariance = (P + mean).T @ (P - mean) / len(P)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- transform = U / np.sqrt(np.maximum(eigenvalues, 0) + eps) @ U.T
+ transform = U / np.sqrt(np.maximum(0, eigenvalues) + eps) @ U.T

# %% equivalent="dropped call"
# eigenvalues are below 0 by rounding only, far less than eps
- transform = U / np.sqrt(np.maximum(eigenvalues, 0) + eps) @ U.T
+ transform = U / np.sqrt(eigenvalues + eps) @ U.T

# %% equivalent="constant"
# eigenvalues are below 0 by rounding only, far less than eps
- transform = U / np.sqrt(np.maximum(eigenvalues, 0) + eps) @ U.T
+ transform = U / np.sqrt(np.maximum(eigenvalues, -1) + eps) @ U.T
