META
key;value
description;Invented example: a small participatory budget
country;Finland
unit;Examplestad
instance;2026
num_projects;5
num_votes;12
budget;12000
vote_type;approval
rule;equalshares/add1
date_begin;01.03.2026
date_end;14.03.2026
currency;EUR
PROJECTS
project_id;cost;votes;name
1;5000;7;Shared workshop in the old fire station
2;4000;6;Benches and shade on the market square
3;3000;4;Language café for newcomers
4;6000;5;Lights along the river path
5;1500;3;Seeds and tools for the school garden
VOTES
voter_id;vote
a;1,2
b;1,2
c;1,2,4
d;1,4
e;1,4
f;1,2
g;3,5
h;3,5
i;3,4
j;3
k;2,4,5
l;1,2
